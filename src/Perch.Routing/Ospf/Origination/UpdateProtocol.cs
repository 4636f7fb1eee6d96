using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf.Origination;

/// <summary>
/// Receiving updates, acknowledgements and requests (RFC 2328 13, 13.7, 10.7). Each valid foreign LSA is
/// acknowledged, so that its neighbor can forget it, and hardly any is kept (<see cref="Database.ForeignLsas"/>). A
/// MaxAge LSA without a copy is acknowledged as well (13 step 4).
/// </summary>
internal sealed class UpdateProtocol(Leaf leaf, OwnLsas own, NeighborMachine machine)
{
    private readonly TwoHosts _twoHosts = new(leaf);
    private byte[] _headers = [];

    /// <summary>One acknowledgement for each update, at once: on a broadcast link to 224.0.0.6, because designated and
    /// backup designated router both wait for it.</summary>
    public void Receive(Neighbor neighbor, LinkStateUpdate update)
    {
        if (neighbor.State < NeighborState.Exchange)
        {
            return;
        }

        if (_headers.Length < update.Count * LsaHeader.Size)
        {
            _headers = new byte[update.Count * LsaHeader.Size];
        }

        var length = 0;
        foreach (var lsa in update)
        {
            if (IsToAcknowledge(neighbor, lsa))
            {
                lsa.Bytes[..LsaHeader.Size].CopyTo(_headers.AsSpan(length));
                length += LsaHeader.Size;
            }
        }

        Acknowledge(_headers.AsSpan(0, length));
        machine.Requests.Continue();
    }

    public void Receive(Neighbor neighbor, LinkStateAcknowledgement acknowledgement)
    {
        for (var i = 0; i < acknowledgement.Headers.Count && neighbor.State >= NeighborState.Exchange; i++)
        {
            own.Acknowledged(neighbor, acknowledgement.Headers[i]);
        }
    }

    /// <summary>A request for what we do not have never follows from what we describe.</summary>
    public void Receive(Neighbor neighbor, LinkStateRequest request)
    {
        if (neighbor.State < NeighborState.Exchange)
        {
            return;
        }

        var found = new List<OwnLsa>();
        for (var i = 0; i < request.Count; i++)
        {
            if (own.Find(request[i]) is not { Instance: not null } lsa)
            {
                machine.Fire(neighbor, NeighborEvent.BadLsReq);
                return;
            }

            if (!found.Contains(lsa))
            {
                found.Add(lsa);
            }
        }

        own.Answer(neighbor, found);
    }

    private bool IsToAcknowledge(Neighbor neighbor, Lsa lsa)
    {
        var header = lsa.Header;
        if (!lsa.IsValid(out var fault))
        {
            leaf.Complain(
                ReasonKind.Malformed, neighbor.Address.Value, Sentences.BadLsa(leaf.Link, neighbor, header, fault));
            return false;
        }

        if (header.Key.AdvertisingRouter == leaf.Id)
        {
            return own.Received(neighbor, lsa);
        }

        if (header.Key.Type == LsType.Network)
        {
            _twoHosts.See(header);
        }

        machine.Requests.Received(lsa);

        return true;
    }

    private void Acknowledge(ReadOnlySpan<byte> headers)
    {
        var most = Math.Max(1, (leaf.Link.Mtu - leaf.Overhead) / LsaHeader.Size) * LsaHeader.Size;
        while (!headers.IsEmpty)
        {
            var part = headers[..Math.Min(most, headers.Length)];
            leaf.Send(leaf.FloodDestination, new LinkStateAcknowledgement(new LsaHeaderList(leaf.Version, part)));
            headers = headers[part.Length..];
        }
    }
}
