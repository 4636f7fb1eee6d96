using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Origination.V3;
using Perch.Speaker.Gate;
using Perch.Tests.Simulation.Pods;
using RouterLinkType = Perch.Routing.Ospf.Lsas.V2.RouterLinkType;
using RouterLsa = Perch.Routing.Ospf.Lsas.V2.RouterLsa;

namespace Perch.Tests.Simulation.Laws;

/// <summary>Nothing is announced that is not bound, does not listen, or has no live lease: of a prefix that may not be
/// announced no instance goes out but one that flushes it.</summary>
internal static class LeaseLaw
{
    public static void See(InstanceRun instance, Lsa lsa)
    {
        if (lsa.Header.IsMaxAge)
        {
            return;
        }

        foreach (var gate in instance.Speaker.Gates)
        {
            foreach (var prefix in gate.Prefixes)
            {
                if (prefix.Address.IsV4 == (instance.Version == OspfVersion.V2) && Carries(lsa, prefix))
                {
                    Check(instance, gate, prefix);
                }
            }
        }
    }

    /// <summary>The loop has turned: of what may not be announced nothing is meant to be in the area.</summary>
    public static void Turned(SpeakerRun speaker)
    {
        foreach (var gate in speaker.Gates)
        {
            if (gate.IsBound && gate.IsListening && gate.HoldsLease && gate.Verdict is not Verdict.Withdrawn)
            {
                continue;
            }

            Law.Holds(
                gate.Verdict is Verdict.Withdrawn,
                "lease", $"{speaker.Pod.Name} announces without a lease: {gate.Why}");
            foreach (var instance in speaker.Instances)
            {
                var announced = Inside.Announced(instance.Instance).FirstOrDefault(gate.Prefixes.Contains);
                Law.Holds(
                    announced == default, "lease", $"{speaker.Pod.Name} still announces {announced}: {gate.Why}");
            }
        }
    }

    private static void Check(InstanceRun instance, GateRun gate, AnycastPrefix prefix)
    {
        var name = instance.Pod.Name;
        Law.Holds(gate.IsBound, "lease", $"{name} announces {prefix}, which is bound nowhere");
        Law.Holds(gate.IsListening, "lease", $"{name} announces {prefix}, where nothing listens");
        Law.Holds(gate.HoldsLease, "lease", $"{name} announces {prefix} without a live lease: {gate.Why}");
        Law.Holds(gate.Verdict is not Verdict.Withdrawn, "lease", $"{name} announces {prefix}: {gate.Why}");
    }

    private static bool Carries(Lsa lsa, AnycastPrefix prefix)
    {
        var key = lsa.Header.Key;
        return key.Type switch
        {
            LsType.AsExternal or LsType.Nssa => key.LinkStateId == prefix.Address.V4,
            LsType.Router => HasStub(lsa, prefix.Address.V4),
            LsType.AsExternal3 or LsType.Nssa3 or LsType.IntraAreaPrefix3 =>
                key.LinkStateId == LinkStateId.Of(prefix),
            _ => false,
        };
    }

    private static bool HasStub(Lsa lsa, uint address)
    {
        RouterLsa.TryDecode(lsa.Body, out var router, out _);
        foreach (var link in router.Links)
        {
            if (link.Type == RouterLinkType.Stub && link.Id == address)
            {
                return true;
            }
        }

        return false;
    }
}
