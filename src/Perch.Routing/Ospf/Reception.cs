using Perch.Routing.Ospf.Interfaces;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Origination;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf;

/// <summary>What every packet has to pass before it means anything (RFC 2328 8.2), and whose it then is.</summary>
internal sealed class Reception(Leaf leaf, HelloProtocol hellos, NeighborMachine machine, UpdateProtocol updates)
{
    private long _malformed;

    public void Receive(uint source, uint destination, ReadOnlySpan<byte> packet)
    {
        if (source == leaf.Link.Address || (destination != Leaf.AllRouters && destination != leaf.Link.Address))
        {
            return;
        }

        if (!PacketHeader.TryDecode(packet, out var header, out var body, out var error))
        {
            Malformed(source, error);
        }
        else if (header.AuthType != 0)
        {
            leaf.Complain(
                ReasonKind.Authentication, source, Sentences.Authentication(leaf.Link, source, header.AuthType));
        }
        else if (IsFromThisLink(source) && header.Router.Value != 0)
        {
            error = Dispatch(source, destination, header, body);
            if (error.Fault != DecodeFault.None)
            {
                Malformed(source, error);
            }
        }
    }

    private DecodeError Dispatch(uint source, uint destination, PacketHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Type == PacketType.Hello)
        {
            if (Hello.TryDecode(body, out var hello, out var error))
            {
                hellos.Receive(source, header, hello);
            }

            return error;
        }

        if (leaf.Parameters?.Area != header.Area)
        {
            return default;
        }

        var neighbor = leaf.Find(source, header.Router);
        if (neighbor is null && header.Type == PacketType.DatabaseDescription && hellos.IsSeed(header.Router))
        {
            neighbor = hellos.Meet(source, header.Router);
        }

        return neighbor is null ? default : Dispatch(neighbor, destination, header.Type, body);
    }

    private DecodeError Dispatch(Neighbor neighbor, uint destination, PacketType type, ReadOnlySpan<byte> body)
    {
        DecodeError error = default;
        if (type == PacketType.LinkStateUpdate && LinkStateUpdate.TryDecode(body, out var update, out error))
        {
            updates.Receive(neighbor, update);
        }
        else if (type == PacketType.LinkStateAcknowledgement
            && LinkStateAcknowledgement.TryDecode(body, out var acknowledgement, out error))
        {
            updates.Receive(neighbor, acknowledgement);
        }
        else if (type == PacketType.LinkStateRequest
            && LinkStateRequest.TryDecode(body, out var request, out error))
        {
            updates.Receive(neighbor, request);
        }
        else if (type == PacketType.DatabaseDescription
            && DatabaseDescription.TryDecode(body, out var description, out error))
        {
            machine.Descriptions.Receive(neighbor, destination, description);
        }

        return error;
    }

    /// <summary>On a broadcast link everybody has an address of the same subnet; the two ends of a point-to-point link
    /// need not.</summary>
    private bool IsFromThisLink(uint source)
    {
        if (!leaf.IsBroadcast || ((source ^ leaf.Link.Address) & leaf.Link.Mask) == 0)
        {
            return true;
        }

        leaf.Complain(ReasonKind.Subnet, source, Sentences.Subnet(leaf.Link, source));
        return false;
    }

    private void Malformed(uint source, DecodeError error)
    {
        _malformed++;
        leaf.Complain(ReasonKind.Malformed, source, Sentences.Malformed(leaf.Link, source, error, _malformed));
    }
}
