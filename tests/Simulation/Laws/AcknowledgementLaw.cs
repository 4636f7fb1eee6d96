using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Laws;

/// <summary>Whatever has been flooded and not acknowledged is on its way to be retransmitted (RFC 2328 13.6).</summary>
internal sealed class AcknowledgementLaw
{
    private readonly Dictionary<(Neighbor By, LsaKey Key), SequenceNumber> _acknowledged = [];

    public void Check(InstanceRun instance, OspfEvent? what)
    {
        var leaf = Inside.Leaf(instance.Instance);
        if (what is OspfEvent.PacketReceived packet)
        {
            Note(leaf, packet);
        }

        foreach (var neighbor in leaf.Neighbors)
        {
            if (neighbor.IsFull && !instance.HasLeft)
            {
                Check(instance, neighbor);
            }
        }
    }

    private void Check(InstanceRun instance, Neighbor neighbor)
    {
        foreach (var lsa in Inside.Own(instance.Instance).All)
        {
            if (lsa.Instance is { } flooded && lsa.AwaitedFrom(neighbor) is null)
            {
                Law.Holds(
                    _acknowledged.TryGetValue((neighbor, lsa.Key), out var seen) && seen >= flooded.Header.Sequence,
                    "acknowledgement", $"{neighbor} has not acknowledged {lsa.Key}, and nothing is retransmitted");
            }
        }
    }

    /// <summary>An acknowledgement, or the LSA itself.</summary>
    private void Note(Leaf leaf, OspfEvent.PacketReceived packet)
    {
        if (!PacketHeader.TryDecode(leaf.Version, packet.Packet.Span, out var header, out var body, out _)
            || header.Type < PacketType.LinkStateUpdate || leaf.Find(packet.Source, header.Router) is not { } by)
        {
            return;
        }

        if (header.Type == PacketType.LinkStateAcknowledgement)
        {
            LinkStateAcknowledgement.TryDecode(leaf.Version, body, out var acknowledgement, out _);
            for (var i = 0; i < acknowledgement.Headers.Count; i++)
            {
                Note(leaf, by, acknowledgement.Headers[i]);
            }
        }
        else if (LinkStateUpdate.TryDecode(leaf.Version, body, out var update, out _))
        {
            foreach (var lsa in update)
            {
                Note(leaf, by, lsa.Header);
            }
        }
    }

    private void Note(Leaf leaf, Neighbor by, LsaHeader header)
    {
        if (header.Key.AdvertisingRouter == leaf.Id
            && (!_acknowledged.TryGetValue((by, header.Key), out var before) || before < header.Sequence))
        {
            _acknowledged[(by, header.Key)] = header.Sequence;
        }
    }
}
