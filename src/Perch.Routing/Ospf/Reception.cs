using Perch.Model;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Interfaces;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Origination;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf;

/// <summary>What every packet has to pass before it means anything (RFC 2328 8.2), and whose it then is.</summary>
internal sealed class Reception(Leaf leaf, HelloProtocol hellos, NeighborMachine machine, UpdateProtocol updates)
{
    private const int MostHops = 255;

    private long _malformed;

    public void Receive(OspfEvent.PacketReceived packet)
    {
        var (source, destination) = (packet.Source, packet.Destination);
        if (source == leaf.Link.Address || (destination != leaf.AllRouters && destination != leaf.Link.Address))
        {
            return;
        }

        if (PacketHeader.TryDecode(leaf.Version, packet.Packet.Span, out var header, out var body, out var error)
            && IsOurInstance(source, header)
            && IsFromThisLink(packet) && header.Router != RouterId.None)
        {
            error = Open(packet, header, body);
        }

        if (error.Fault != DecodeFault.None)
        {
            Malformed(source, error);
        }
    }

    private DecodeError Open(OspfEvent.PacketReceived packet, PacketHeader header, ReadOnlySpan<byte> body)
    {
        var bytes = packet.Packet.Span;
        var (source, destination) = (packet.Source, packet.Destination);
        var known = leaf.Find(source, header.Router);
        var guard = known?.Guard ?? new ReplayGuard();
        var fault = leaf.Authenticator.Open(bytes, source, leaf.UnixSeconds, guard);
        if (fault.Kind != FaultKind.None)
        {
            leaf.Complain(
                fault.Kind == FaultKind.Malformed ? ReasonKind.Malformed : ReasonKind.Authentication,
                source.Value,
                Sentences.Authentication(leaf, source, fault));
            return default;
        }

        var length = PacketHeader.SizeIn(leaf.Version) + body.Length;
        var error = fault.HasChecksum
            ? PacketChecksum.Check(leaf.Version, bytes[..length], source, destination)
            : default;
        if (error.Fault == DecodeFault.None)
        {
            error = Dispatch(source, destination, header, body);
            leaf.Find(source, header.Router)?.Guard = guard;
        }

        return error;
    }

    /// <summary>Other instances share the link by right (RFC 5340 2.4): one is spoken of only where nobody speaks in
    /// ours.</summary>
    private bool IsOurInstance(IpAddress source, PacketHeader header)
    {
        var ours = leaf.Version == OspfVersion.V2 || header.InstanceId == leaf.Settings.InstanceId;
        if (!ours && leaf.Neighbors.Count == 0)
        {
            leaf.Complain(ReasonKind.Instance, source.Value, Sentences.Instance(
                leaf.Link, source, header.InstanceId, leaf.Settings.InstanceId));
        }

        return ours;
    }

    private DecodeError Dispatch(
        IpAddress source, IpAddress destination, PacketHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Type == PacketType.Hello)
        {
            if (Hello.TryDecode(leaf.Version, body, out var hello, out var error))
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
        if (neighbor is null && header.Type == PacketType.DatabaseDescription && hellos.IsSeed(header.Router)
            && IsOfOurKind(body))
        {
            neighbor = hellos.Meet(source, header.Router);
        }

        return neighbor is null ? default : Dispatch(neighbor, destination, header.Type, body);
    }

    /// <summary>Without a Hello the type of the area is a guess until a description confirms it by its E-bit: in a stub
    /// area the adjacency would carry LSAs that it does not take.</summary>
    private bool IsOfOurKind(ReadOnlySpan<byte> body) =>
        DatabaseDescription.TryDecode(leaf.Version, body, out var description, out _)
        && description.Options.HasFlag(Options.External)
            == leaf.Parameters!.Options.HasFlag(Options.External);

    private DecodeError Dispatch(
        Neighbor neighbor, IpAddress destination, PacketType type, ReadOnlySpan<byte> body)
    {
        DecodeError error = default;
        if (type == PacketType.LinkStateUpdate
            && LinkStateUpdate.TryDecode(leaf.Version, body, out var update, out error))
        {
            updates.Receive(neighbor, update);
        }
        else if (type == PacketType.LinkStateAcknowledgement
            && LinkStateAcknowledgement.TryDecode(leaf.Version, body, out var acknowledgement, out error))
        {
            updates.Receive(neighbor, acknowledgement);
        }
        else if (type == PacketType.LinkStateRequest
            && LinkStateRequest.TryDecode(body, out var request, out error))
        {
            updates.Receive(neighbor, request);
        }
        else if (type == PacketType.DatabaseDescription
            && DatabaseDescription.TryDecode(leaf.Version, body, out var description, out error))
        {
            machine.Descriptions.Receive(neighbor, destination, description);
        }

        return error;
    }

    /// <summary>Nothing that has crossed a router is heard. In OSPFv2 everybody on a broadcast link has an address of
    /// the same subnet, the two ends of a point-to-point link need not; in OSPFv3 everybody speaks from a link-local
    /// address (RFC 5340 4.2.2).</summary>
    private bool IsFromThisLink(OspfEvent.PacketReceived packet)
    {
        var source = packet.Source;
        var (kind, wrong) =
            !HasRightTimeToLive(packet.TimeToLive)
                ? (ReasonKind.TimeToLive, Sentences.TimeToLive(leaf.Link, source, packet.TimeToLive, leaf.Settings))
            : leaf.Version == OspfVersion.V3 && !source.IsLinkLocal
                ? (ReasonKind.Subnet, Sentences.NotLinkLocal(leaf.Link, source))
            : leaf.Version == OspfVersion.V2 && leaf.IsBroadcast
                && ((source.V4 ^ leaf.Link.Address.V4) & leaf.Link.Mask) != 0
                ? (ReasonKind.Subnet, Sentences.Subnet(leaf.Link, source))
            : (default, null);
        if (wrong is not null)
        {
            leaf.Complain(kind, source.Value, wrong);
        }

        return wrong is null;
    }

    /// <summary>OSPFv2 is sent with TTL 1 (RFC 2328 A.1); with TTL security everybody sends 255 (RFC 5082). OSPFv3's
    /// unicasts leave FRR with the kernel's hop limit: there the link-local source is the proof.</summary>
    private bool HasRightTimeToLive(int found) => found == 0
        || (leaf.Settings.TtlSecurity ? found == MostHops : leaf.Version == OspfVersion.V3 || found == 1);

    private void Malformed(IpAddress source, DecodeError error)
    {
        _malformed++;
        leaf.Complain(
            ReasonKind.Malformed, source.Value, Sentences.Malformed(leaf.Link, source, error, _malformed));
    }
}
