using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Routing.Ospf;
using Perch.Speaker.Config;
using Perch.Speaker.State;

namespace Perch.Speaker.Interfaces;

/// <summary>
/// The OSPF instances, one per interface that speaks, as interfaces come and go. All announce the same.
/// </summary>
internal sealed class OspfInterfaces(SpeakerPlan plan, Loop loop, Log log) : IDisposable
{
    private readonly LinkChoice _choice = new(plan.Subnets, plan.Prefixes);
    private readonly Dictionary<(int Index, uint Address), OspfInterface> _running = [];
    private readonly Dictionary<string, string> _refused = [];
    private IReadOnlyList<Announcement>? _announcements;
    private bool _leaving;

    /// <summary>One more instance has nothing left in the area.</summary>
    public event Action? Left;

    /// <summary>Something is known that a successor should know.</summary>
    public event Action? Learnt;

    public bool HaveLeft => _running.Values.All(running => running.HasLeft);

    /// <summary>Why an interface that should speak does not.</summary>
    public IEnumerable<string> Reasons => _running.Count + _refused.Count > 0 ? _refused.Values : [NobodySpeaks];

    /// <summary>What the last speaker remembered, to be used for interfaces that start now.</summary>
    public SpeakerMemory Remembered { get; init; } = new();

    private string NobodySpeaks => plan.Subnets.Count == 0
        ? "no interface but lo has an address: is the pod connected to a network?"
        : $"no interface has an address in {string.Join(" or ", plan.Subnets)}: connect the pod to that network, "
            + "or name another under ospf.networks";

    /// <summary>Starts, changes and ends instances so that they fit what the kernel has.</summary>
    public void Update(IReadOnlyList<NetworkLink> links)
    {
        if (_leaving)
        {
            return;
        }

        var wanted = new Dictionary<(int Index, uint Address), OspfLink>();
        foreach (var link in links)
        {
            if (_choice.Choose(link) is { } chosen)
            {
                wanted.Add((link.Index, chosen.Address.V4), chosen);
            }
        }

        End([.. _running.Where(entry => !wanted.ContainsKey(entry.Key))]);
        Forget(wanted.Values);
        foreach (var (key, link) in wanted)
        {
            if (_running.TryGetValue(key, out var running))
            {
                running.Link = link;
            }
            else
            {
                Start(key, link);
            }
        }
    }

    /// <summary>From now on all instances announce exactly this. Before the first time they leave alone what an earlier
    /// speaker announced.</summary>
    public void Announce(IReadOnlyList<Announcement> announcements)
    {
        if (_leaving)
        {
            return;
        }

        _announcements = announcements;
        TellAll(new OspfEvent.AnnouncementsChanged(announcements));
    }

    public void Leave(bool flush)
    {
        _leaving = true;
        TellAll(new OspfEvent.Leaving(flush));
    }

    public IReadOnlyList<OspfStatus> Status(TimeSpan now) =>
        [.. _running.Values.Select(running => running.Status(now))];

    /// <summary>What a successor should know.</summary>
    public IReadOnlyList<RememberedLink> Memories(TimeSpan now)
    {
        var memories = new List<RememberedLink>();
        foreach (var running in _running.Values)
        {
            if (running.Memory is { } memory)
            {
                memories.Add(RememberedLink.From(memory, SubnetOf(running.Link), now));
            }
        }

        return memories;
    }

    public void Dispose()
    {
        foreach (var running in _running.Values)
        {
            running.Dispose();
        }
    }

    private static string SubnetOf(OspfLink link) => Subnet.Of(link.Address.V4, link.PrefixLength).ToString();

    private void Start((int Index, uint Address) key, OspfLink link)
    {
        if (plan.Ospf.RouterId is { } id && _running.Count > 0)
        {
            Refuse(link.Name, $"{link.Name} speaks no OSPF: router id {id} is in use on "
                + $"{_running.Values.First().Link.Name}; leave router-id away, so that each interface takes its "
                + "address, or name one network under ospf.networks");
            return;
        }

        OspfSocket socket;
        try
        {
            socket = OspfSocket.Open(link.Name, key.Index, link.Address, plan.Config.Ospf.TtlSecurity);
        }
        catch (KernelException failure)
        {
            Refuse(link.Name, $"{link.Name} speaks no OSPF: {failure.Message}");
            return;
        }

        _refused.Remove(link.Name);
        var now = BootClock.Now;
        var subnet = SubnetOf(link);
        var remembered = Remembered.Links.FirstOrDefault(known => known.Subnet == subnet)?.AsOf(now);
        var instance = new OspfInstance(plan.Ospf with { Remembered = remembered }, link, new Random(Seed.New()));
        var started = new OspfInterface(link, instance, socket, loop.Poller, log);
        started.Left += () => Left?.Invoke();
        started.Learnt += () => Learn(started);
        _running.Add(key, started);
        loop.Add(started);
        var address = link.Address;
        log.Write($"{link.Name}: speaking OSPF from {address}/{link.PrefixLength}, MTU {link.Mtu}");
        started.Tell(new OspfEvent.Started(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        if (_announcements is not null)
        {
            started.Tell(new OspfEvent.AnnouncementsChanged(_announcements));
        }
    }

    private void Refuse(string name, string sentence)
    {
        if (_refused.GetValueOrDefault(name) != sentence)
        {
            _refused[name] = sentence;
            log.Write(Severity.Warning, sentence);
        }
    }

    /// <summary>What was said of an interface that is no longer wanted is said again when it comes
    /// back.</summary>
    private void Forget(IReadOnlyCollection<OspfLink> wanted)
    {
        foreach (var name in _refused.Keys.Where(name => wanted.All(link => link.Name != name)).ToArray())
        {
            _refused.Remove(name);
        }
    }

    private void Learn(OspfInterface running)
    {
        if (!_leaving && running.Memory is not null)
        {
            Learnt?.Invoke();
        }
    }

    /// <summary>The address or the interface is gone: nothing can be sent from it any more.</summary>
    private void End(KeyValuePair<(int Index, uint Address), OspfInterface>[] ended)
    {
        foreach (var (key, running) in ended)
        {
            _running.Remove(key);
            loop.Remove(running);
            running.Dispose();
            log.Write($"{running.Link.Name}: {running.Link.Address} is gone, OSPF ends there");
        }
    }

    private void TellAll(OspfEvent what)
    {
        foreach (var running in _running.Values)
        {
            running.Tell(what);
        }
    }
}
