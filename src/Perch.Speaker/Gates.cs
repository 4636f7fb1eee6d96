using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Speaker.Config;
using Perch.Speaker.Gate;
using Perch.Speaker.Probes;

namespace Perch.Speaker;

/// <summary>The gates of one service: one for all its addresses, or one for each family (<see cref="Families"/>).
/// The operator's drain and the end of the speaker concern both.</summary>
internal sealed class Gates : IDisposable
{
    private readonly IReadOnlyList<Gatekeeper> _all;

    /// <exception cref="FormatException">A probe asks for something that cannot be asked.</exception>
    public Gates(SpeakerPlan plan, Loop loop, Log log)
    {
        var rig = new ProbeRig(loop.Poller, loop.Inbox, new Random(Seed.New()), TimeProvider.System);
        _all = [.. GroupsOf(plan).Select(group => Build(plan, group.Prefixes, group.Family, rig, log))];
        foreach (var gate in _all)
        {
            loop.Add(gate);
            gate.Drained += TellWhenAllAreDrained;
        }
    }

    /// <summary>The whole service is off the network on purpose.</summary>
    public event Action? Drained;

    public IReadOnlyList<Gatekeeper> All => _all;

    public void Tell(GateEvent what)
    {
        foreach (var gate in _all)
        {
            gate.Tell(what);
        }
    }

    /// <summary>What stands behind each gate, and nothing else, is told to it.</summary>
    public void Tell(IReadOnlyList<AddressStatus> addresses)
    {
        foreach (var gate in _all)
        {
            var names = gate.Prefixes.Select(prefix => prefix.ToString()).ToList();
            gate.Tell(new GateEvent.AddressesChanged(
                [.. addresses.Where(address => names.Contains(address.Address))]));
        }
    }

    /// <summary>Why the service is where it is, in one line.</summary>
    public string Why(TimeSpan now)
    {
        var why = _all.Select(gate => gate.Status(now).Why).Distinct().ToList();
        return why.Count == 1 ? why[0] : string.Join("; ", _all.Select(gate => gate.Said(gate.Status(now).Why)));
    }

    public void Dispose()
    {
        foreach (var gate in _all)
        {
            gate.Dispose();
        }
    }

    private static IEnumerable<(string? Family, IReadOnlyList<AnycastPrefix> Prefixes)> GroupsOf(SpeakerPlan plan)
    {
        var groups = plan.Prefixes.GroupBy(prefix => prefix.Address.IsV4 ? "IPv4" : "IPv6").ToList();
        return plan.Config.Families is Families.Together || groups.Count < 2
            ? [(null, plan.Prefixes)]
            : groups.Select(group => ((string?)group.Key, (IReadOnlyList<AnycastPrefix>)[.. group]));
    }

    private static Gatekeeper Build(
        SpeakerPlan plan, IReadOnlyList<AnycastPrefix> prefixes, string? family, ProbeRig rig, Log log)
    {
        var config = plan.Config;
        var probes = rig.Build(config.Health.Probes, [.. prefixes.Select(prefix => prefix.Address)]);
        var gate = new ServiceGate(
            config.Pod, config.Health, config.Drain, [.. probes.Select(probe => probe.Name)]);
        return new Gatekeeper(gate, prefixes, family, probes, log);
    }

    private void TellWhenAllAreDrained()
    {
        if (_all.All(gate => gate.IsDrained))
        {
            Drained?.Invoke();
        }
    }
}
