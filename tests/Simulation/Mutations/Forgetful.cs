using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Simulation.Laws;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Mutations;

/// <summary>What has been flooded counts as acknowledged.</summary>
internal sealed class NoRetransmission : Mutation
{
    public override void Handled(InstanceRun instance)
    {
        foreach (var lsa in Inside.Own(instance.Instance).All)
        {
            lsa.Unacknowledged.Clear();
        }
    }
}

/// <summary>What is no longer announced is forgotten, and not flushed.</summary>
internal sealed class NoFlush : Mutation
{
    public override void Handled(InstanceRun instance)
    {
        foreach (var lsa in Inside.Own(instance.Instance).All)
        {
            if (lsa.Wanted is null)
            {
                lsa.Forget();
            }
        }
    }
}

/// <summary>An LSA is flushed with its header alone.</summary>
internal sealed class BareFlush : Mutation
{
    public override OspfEffect.Send? Sends(InstanceRun instance, OspfEffect.Send send)
    {
        if (TypeOf(send.Packet) != PacketType.LinkStateUpdate)
        {
            return send;
        }

        PacketHeader.TryDecode(instance.Version, send.Packet.Span, out _, out var body, out _);
        LinkStateUpdate.TryDecode(instance.Version, body, out var update, out _);
        var lsas = new List<byte>();
        foreach (var lsa in update)
        {
            var header = lsa.Header;
            lsas.AddRange(header.IsMaxAge
                ? Lsa.Build(header.Key, header.Options, header.Sequence, [], LsaHeader.MaxAge).Bytes
                : lsa.Bytes);
        }

        var leaf = Inside.Leaf(instance.Instance);
        var packet = leaf.Wrap(new LinkStateUpdate(instance.Version, update.Count, lsas.ToArray()));
        PacketChecksum.Write(instance.Version, packet, instance.Link.Address, send.Destination);
        return send with { Packet = leaf.Authenticator.Seal(packet, instance.Link.Address, instance.Pod.UnixSeconds) };
    }
}
