using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Laws;

/// <summary>What holds at every step, whatever happens on the network.</summary>
internal sealed class Guard
{
    private readonly SequenceLaw _sequence = new();
    private readonly AcknowledgementLaw _acknowledgement = new();
    private readonly BoundLaw _bound = new();
    private readonly SilenceLaw _silence = new();

    public DeadlineLaw Deadlines { get; } = new();

    /// <summary>An instance has taken an event.</summary>
    public void Handled(InstanceRun instance, OspfEvent? what, IReadOnlyList<OspfEffect> effects)
    {
        _bound.Check(instance, effects);
        _acknowledgement.Check(instance, what);
        _silence.Hear(instance, what);
    }

    /// <summary>A speaker has done all that there was to do.</summary>
    public static void Turned(SpeakerRun speaker) => LeaseLaw.Turned(speaker);

    /// <summary>A speaker has done what it was time for.</summary>
    public void Woke(SpeakerRun speaker)
    {
        Turned(speaker);
        speaker.Instances.ForEach(_silence.Check);
    }

    /// <summary>An instance sends a packet.</summary>
    public void Sent(InstanceRun instance, OspfEffect.Send send)
    {
        var version = instance.Version;
        var packet = send.Packet.Span;
        Law.Holds(
            PacketHeader.TryDecode(version, packet, out var header, out var body, out var error),
            "packets", $"{instance.Pod.Name} sends {error}");
        Law.Holds(header.Router == instance.Pod.Id, "packets", $"{instance.Pod.Name} sends as {header.Router}");
        if (header.Type != PacketType.LinkStateUpdate)
        {
            return;
        }

        Law.Holds(LinkStateUpdate.TryDecode(version, body, out var update, out error), "packets", $"{error}");
        foreach (var lsa in update)
        {
            Law.Holds(lsa.IsValid(out var fault), "packets", $"{instance.Pod.Name} sends a broken LSA: {fault}");
            See(instance, lsa);
        }
    }

    private void See(InstanceRun instance, Lsa lsa)
    {
        Law.Holds(
            lsa.Header.Key.AdvertisingRouter == instance.Pod.Id,
            "packets", $"{instance.Pod.Name} floods for another: {lsa.Header.Key}");
        _sequence.See(instance, lsa.Header);
        LeaseLaw.See(instance, lsa);
    }
}
