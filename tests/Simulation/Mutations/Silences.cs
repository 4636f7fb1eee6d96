using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using Perch.Speaker.Gate;
using Perch.Tests.Simulation.Laws;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Mutations;

/// <summary>What is flooded to us is never acknowledged.</summary>
internal sealed class NoAcknowledgements : Mutation
{
    public override OspfEffect.Send? Sends(InstanceRun instance, OspfEffect.Send send) =>
        TypeOf(send.Packet) == PacketType.LinkStateAcknowledgement ? null : send;
}

/// <summary>A Database Description goes out once: when it is lost, the exchange stands still.</summary>
internal sealed class DescribesOnce : Mutation
{
    private readonly Dictionary<InstanceRun, (uint Sequence, DescriptionFlags Flags)> _last = [];

    public override OspfEffect.Send? Sends(InstanceRun instance, OspfEffect.Send send)
    {
        if (TypeOf(send.Packet) != PacketType.DatabaseDescription)
        {
            return send;
        }

        PacketHeader.TryDecode(instance.Version, send.Packet.Span, out _, out var body, out _);
        DatabaseDescription.TryDecode(instance.Version, body, out var description, out _);
        var isAgain = _last.TryGetValue(instance, out var last) && last == (description.Sequence, description.Flags);
        _last[instance] = (description.Sequence, description.Flags);
        return isAgain ? null : send;
    }

    public override void Handled(InstanceRun instance) =>
        Inside.Leaf(instance.Instance).Neighbors.ForEach(neighbor => neighbor.Exchange.ProgressBy = TimeSpan.MaxValue);
}

/// <summary>An LSA of ours that comes back is not looked at.</summary>
internal sealed class IgnoresOwnLsas : Mutation
{
    public override OspfEvent? Hears(InstanceRun instance, OspfEvent what) =>
        what is OspfEvent.PacketReceived packet && TypeOf(packet.Packet) == PacketType.LinkStateUpdate
            && CarriesOwn(instance, packet.Packet.Span)
            ? null
            : what;

    private static bool CarriesOwn(InstanceRun instance, ReadOnlySpan<byte> packet)
    {
        PacketHeader.TryDecode(instance.Version, packet, out _, out var body, out _);
        LinkStateUpdate.TryDecode(instance.Version, body, out var update, out _);
        foreach (var lsa in update)
        {
            if (lsa.Header.Key.AdvertisingRouter == instance.Pod.Id)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A speaker that is asked to go leaves everything behind.</summary>
internal sealed class LeavesWithoutFlush : Mutation
{
    public override OspfEvent? Hears(InstanceRun instance, OspfEvent what) =>
        what is OspfEvent.Leaving ? new OspfEvent.Leaving(Flush: false) : what;
}

/// <summary>A lease that has run out takes nothing off the network.</summary>
internal sealed class EternalLease : Mutation
{
    public override Verdict Decides(GateRun gate, Verdict verdict) =>
        verdict is Verdict.Withdrawn && !gate.HoldsLease ? Verdict.Announced : verdict;
}

/// <summary>What has once been announced stays announced.</summary>
internal sealed class IgnoresWithdrawals : Mutation
{
    public override Verdict Decides(GateRun gate, Verdict verdict) =>
        verdict is Verdict.Withdrawn ? Verdict.Announced : verdict;
}
