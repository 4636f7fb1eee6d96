using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Database;
using Perch.Speaker.Config;
using Perch.Speaker.State;

namespace Perch.Speaker.Interfaces;

/// <summary>
/// The OSPF instances, one per interface that speaks and version, as interfaces come and go. Those of one version
/// announce the same.
/// </summary>
internal sealed partial class OspfInterfaces(SpeakerPlan plan, Loop loop, Log log) : IDisposable
{
    private readonly LinkChoice _choice = new(plan.Subnets, plan.Prefixes);
    private readonly Dictionary<Key, OspfInterface> _running = [];
    private readonly Dictionary<OspfVersion, IReadOnlyList<Announcement>> _announcements = [];
    private readonly Refusals _refusals = new(log);
    private bool _leaving;

    /// <summary>One more instance has nothing left in the area.</summary>
    public event Action? Left;

    /// <summary><see cref="Delivery"/> may be another.</summary>
    public event Action? Delivered;

    /// <summary>Something is known that a successor should know.</summary>
    public event Action? Learnt;

    /// <summary><see cref="ReservedSequence"/> is another: to be written down before anything is sent.</summary>
    public event Action? Reserved;

    public bool HaveLeft => _running.Values.All(running => running.HasLeft);

    /// <summary>Why an interface that should speak does not.</summary>
    public IEnumerable<string> Reasons =>
        _running.Count + _refusals.Sentences.Count > 0 ? _refusals.Sentences : [NobodySpeaks];

    /// <summary>What the last speaker remembered, to be used for interfaces that start now.</summary>
    public SpeakerMemory Remembered { get; init; } = new();

    /// <summary>The largest sequence number that any speaker has sealed a packet with, or may have.</summary>
    public ulong ReservedSequence { get; private set; }

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

        var wanted = new Dictionary<Key, OspfLink>();
        foreach (var link in links)
        {
            Add(wanted, OspfVersion.V2, _choice.ChooseV2(link));
            Add(wanted, OspfVersion.V3, _choice.ChooseV3(link, CurrentV3(link)));
        }

        End([.. _running.Where(entry => !wanted.ContainsKey(entry.Key))]);
        Explain(links, wanted);
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

    /// <summary>From now on all instances of a family announce exactly this. Before the first time they leave alone
    /// what an earlier speaker announced.</summary>
    public void Announce(bool ipv4, IReadOnlyList<Announcement> announcements)
    {
        if (_leaving)
        {
            return;
        }

        var version = ipv4 ? OspfVersion.V2 : OspfVersion.V3;
        _announcements[version] = announcements;
        foreach (var running in Of(version))
        {
            running.Tell(new OspfEvent.AnnouncementsChanged(announcements));
        }
    }

    public void Leave(bool flush)
    {
        _leaving = true;
        TellAll(new OspfEvent.Leaving(flush));
    }

    public IReadOnlyList<OspfStatus> Status(TimeSpan now) =>
        [.. _running.Values.Select(running => running.Status(now))];

    /// <summary>Who else announces each address, as each interface sees it. What our own interfaces announce to each
    /// other is not said.</summary>
    public IReadOnlyList<Elsewhere> LookElsewhere(TimeSpan now)
    {
        var siblings = Siblings(now);
        return [.. _running.Values.SelectMany(running => running.LookElsewhere(now, siblings))];
    }

    /// <summary>What a successor should know.</summary>
    public IReadOnlyList<RememberedLink> Memories(TimeSpan now)
    {
        var memories = new List<RememberedLink>();
        foreach (var running in _running.Values)
        {
            if (running.Memory is { } memory)
            {
                memories.Add(RememberedLink.From(memory, running.Version, running.Link, now));
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

    private static void Add(Dictionary<Key, OspfLink> wanted, OspfVersion version, OspfLink? link)
    {
        if (link is not null)
        {
            wanted.Add(new Key((int)link.Index, version, link.Address), link);
        }
    }

    private HashSet<string> Siblings(TimeSpan now) =>
        [.. _running.Values.Select(running => running.Status(now).RouterId)];

    private IEnumerable<OspfInterface> Of(OspfVersion version) =>
        _running.Values.Where(running => running.Version == version);

    private IpAddress? CurrentV3(NetworkLink link) => Of(OspfVersion.V3)
        .FirstOrDefault(running => running.Link.Index == (uint)link.Index)?.Link.Address;

    /// <summary>Says of each interface that cannot speak a version why; not of one among others that can, unless the
    /// operator has named it.</summary>
    private void Explain(IReadOnlyList<NetworkLink> links, Dictionary<Key, OspfLink> wanted)
    {
        var said = wanted.Select(entry => (entry.Value.Name, entry.Key.Version)).ToHashSet();
        foreach (var link in links.Where(_choice.IsWanted))
        {
            if (Lacks(link, OspfVersion.V2, _choice.SpeaksV2))
            {
                _refusals.Add(link.Name, OspfVersion.V2, $"{link.Name} has no IPv4 address to speak OSPFv2 from: "
                    + "connect the pod to a network that has IPv4");
            }

            if (Lacks(link, OspfVersion.V3, _choice.SpeaksV3))
            {
                var lack = Ipv6Lack.Of(link, Ipv6Sysctl.IsDisabled);
                _refusals.Add(link.Name, OspfVersion.V3, lack.Sentence, lack.Severity);
            }
        }

        _refusals.Keep(said.Contains);

        bool Lacks(NetworkLink link, OspfVersion version, bool speaks) => speaks
            && !wanted.Keys.Any(key => key.Version == version && (key.Index == link.Index || !_choice.IsNamed(link)))
            && (said.Add((link.Name, version)) || true);
    }

    private void Start(Key key, OspfLink link)
    {
        var version = $"OSPFv{(int)key.Version}";
        if (plan.Ospf.RouterId is { } id && Of(key.Version).FirstOrDefault() is { } other)
        {
            _refusals.Add(link.Name, key.Version, $"{link.Name} speaks no {version}: router id {id} is in use on "
                + $"{other.Link.Name}; leave router-id away, so that each interface takes its "
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
            _refusals.Add(link.Name, key.Version, $"{link.Name} speaks no {version}: {failure.Message}");
            return;
        }

        _refusals.Remove(link.Name, key.Version);
        var now = BootClock.Now;
        var settings = plan.Ospf with
        {
            Version = key.Version,
            Prefixes = [.. plan.Prefixes.Where(prefix => prefix.Address.IsV4 == (key.Version == OspfVersion.V2))],
            Keyring = plan.Keyrings.GetValueOrDefault(key.Version),
            ReservedSequence = Math.Max(ReservedSequence, Remembered.Sequence),
            Remembered = Remembered.Links.FirstOrDefault(known => known.IsOf(key.Version, link))?.AsOf(now),
        };
        var instance = new OspfInstance(settings, link, new Random(Seed.New()));
        var started = new OspfInterface(key.Version, link, instance, socket, loop.Poller, log);
        started.Left += () => Left?.Invoke();
        started.Learnt += () => Learn(started);
        started.Delivered += () => Delivered?.Invoke();
        started.Reserved += () => Reserve(started);
        _running.Add(key, started);
        loop.Add(started);
        log.Write($"{link.Name}: speaking {version} from {link.Address}/{link.PrefixLength}, MTU {link.Mtu}");
        started.Tell(new OspfEvent.Started(WallClock.UnixSeconds));
        if (_announcements.TryGetValue(key.Version, out var announcements))
        {
            started.Tell(new OspfEvent.AnnouncementsChanged(announcements));
        }
    }

    private void Learn(OspfInterface running)
    {
        if (!_leaving && running.Memory is not null)
        {
            Learnt?.Invoke();
        }
    }

    private void Reserve(OspfInterface running)
    {
        if (running.ReservedSequence > ReservedSequence)
        {
            ReservedSequence = running.ReservedSequence;
            Reserved?.Invoke();
        }
    }

    /// <summary>The address or the interface is gone: nothing can be sent from it any more.</summary>
    private void End(KeyValuePair<Key, OspfInterface>[] ended)
    {
        foreach (var (key, running) in ended)
        {
            _running.Remove(key);
            loop.Remove(running);
            running.Dispose();
            log.Write($"{running.Link.Name}: {key.Address} is gone, OSPFv{(int)key.Version} ends there");
        }
    }

    private void TellAll(OspfEvent what)
    {
        foreach (var running in _running.Values)
        {
            running.Tell(what);
        }
    }

    /// <summary>An interface that gets another address gets another instance.</summary>
    private readonly record struct Key(int Index, OspfVersion Version, IpAddress Address);
}
