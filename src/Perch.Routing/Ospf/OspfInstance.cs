using Perch.Model.Status;

namespace Perch.Routing.Ospf;

/// <summary>
/// One announce-only OSPFv2 router (RFC 2328) on one interface, in leaf mode: it keeps only its own LSAs. Pure: an
/// event and the time go in, effects come out.
/// </summary>
public sealed class OspfInstance(OspfSettings settings, OspfLink link, Random random)
{
    /// <summary>When <see cref="OspfEvent.TimePassed"/> is due; null when nothing waits for time.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>Takes one event at a monotonic time and adds to <paramref name="effects"/> what is to be
    /// done.</summary>
    public void Handle(OspfEvent what, TimeSpan now, ICollection<OspfEffect> effects)
    {
        _ = (settings, link, random, what, now, effects);
        Deadline = null;
        Memory = null;
    }

    /// <summary>What a successor should be told; null while nothing is known for certain.</summary>
    public LinkMemory? Memory { get; private set; }

    public OspfStatus Status(TimeSpan now) => throw new NotSupportedException($"no status at {now}");
}
