using System.Runtime.InteropServices;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Laws;

/// <summary>No number of an LSA goes back, not over a restart either, unless the clock has; no two instances with one
/// number; none within MinLSArrival of the one before.</summary>
internal sealed class SequenceLaw
{
    /// <summary>RFC 2328 B: MinLSArrival.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(Pod Pod, OspfVersion Version, LsaKey Key), Seen> _seen = [];

    public void See(InstanceRun instance, LsaHeader header)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _seen, (instance.Pod, instance.Version, header.Key), out var known);
        if (known)
        {
            Compare(instance, seen, header);
        }

        var at = known && seen.By == instance && seen.Header.Sequence == header.Sequence
            ? seen.At
            : instance.Pod.Local;
        seen = new Seen(header, at, instance);
    }

    private static void Compare(InstanceRun instance, Seen before, LsaHeader header)
    {
        var isSameLife = before.By == instance;
        if (header.Sequence == before.Header.Sequence)
        {
            Law.Holds(
                !isSameLife || header.Checksum == before.Header.Checksum,
                "sequence", $"two instances of {header.Key} with the number {header.Sequence}");
            return;
        }

        // What the clock gives a new life to begin with is below what the life before has used.
        var hasClockGoneBack = !isSameLife && instance.FirstNumber <= before.Header.Sequence;
        Law.Holds(
            header.Sequence > before.Header.Sequence || hasClockGoneBack,
            "sequence", $"{header.Key} goes back from {before.Header.Sequence} to {header.Sequence}");
        Law.Holds(
            !isSameLife || instance.Pod.Local - before.At >= Arrival,
            "pace", $"two instances of {header.Key} within {(instance.Pod.Local - before.At).TotalSeconds} s");
    }

    private readonly record struct Seen(LsaHeader Header, TimeSpan At, InstanceRun By);
}
