using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>An instance under test, its clock, and the strangers on its link.</summary>
internal sealed class World
{
    /// <summary>A step may make the next one due at once, but not for ever.</summary>
    private const int MostAtOnce = 16;

    private static readonly RouterId Master = new(0xC000_0201);
    private static readonly RouterId Slave = new(0x0101_0101);

    private readonly List<OspfEffect> _effects = [];

    private World(OspfSettings settings, OspfLink link)
    {
        Settings = settings;
        Link = link;
        Seals = new Seals(settings.Keyring);
        Instance = new OspfInstance(settings, link, new Random(1));
        Watcher = new Watcher(this);
    }

    /// <summary>Set while an input is played again: what happens, step by step.</summary>
    public static Action<string>? Trace { get; set; }

    public OspfSettings Settings { get; }

    public OspfInstance Instance { get; }

    public OspfLink Link { get; set; }

    public Watcher Watcher { get; }

    public Seals Seals { get; }

    /// <summary>The wall clock when the time was zero.</summary>
    public long UnixSecondsAtZero { get; set; }

    public long UnixSeconds => UnixSecondsAtZero + (long)Now.TotalSeconds;

    public TimeSpan Now { get; set; }

    public OspfVersion Version => Settings.Version;

    public RouterId Id => Settings.RouterId ?? Link.RouterId;

    /// <summary>A router that is to be master, one that is to be slave, one with our id, one with none, and the first
    /// again from another address.</summary>
    public (RouterId Id, IpAddress Address)[] Strangers =>
    [
        (Master, Neighbor(1)), (Slave, Neighbor(2)), (Id, Neighbor(3)), (RouterId.None, Neighbor(4)),
        (Master, Neighbor(5)),
    ];

    public static World Of(OspfVersion version, bool isSealed, ref Script script)
    {
        var settings = new OspfSettings
        {
            Version = version,
            Prefixes = [.. Play.Announced(version).Select(announcement => announcement.Prefix)],
            Keyring = isSealed ? Keyrings.Pick(version, script.Next()) : null,
            NetworkType = script.Pick<NetworkType?>([null, null, NetworkType.Broadcast, NetworkType.PointToPoint]),
            Area = script.Flag() ? AreaId.Backbone : null,
            HelloInterval = script.Flag() ? TimeSpan.FromSeconds(10) : null,
            RouterDeadInterval = script.Flag() ? TimeSpan.FromSeconds(40) : null,
            MtuIgnore = script.Flag(),
            TtlSecurity = script.Flag(),
            SeededNeighbors = script.Flag() ? [Master, Slave] : [],
            Remembered = script.Flag() ? Memory(version) : null,
            RouterId = script.Flag() ? new RouterId(0xAC12_0336) : null,
            AnnounceAs = script.Pick<AnnounceAs?>(
                [null, null, AnnounceAs.External2, AnnounceAs.StubLink, AnnounceAs.Nssa1, AnnounceAs.Nssa2]),
        };
        var mtu = script.Pick<int>([1500, 1500, 9000, 576, 68]);
        return new World(settings, LinkOf(version, 54, mtu, up: !script.Flag()));
    }

    public static OspfLink LinkOf(OspfVersion version, byte host, int mtu, bool up) =>
        new("eth0", AddressOf(version, host), version == OspfVersion.V2 ? 24 : 64, mtu, up)
        {
            Index = 2,
            RouterId = new RouterId(0xAC12_0300u | host),
            Global = host % 2 == 0 ? new IpAddress(new UInt128(0x2001_0DB8_0000_0000, host)) : null,
        };

    public IpAddress Neighbor(byte host) => AddressOf(Version, host);

    public void Handle(OspfEvent what)
    {
        HandleOne(what);
        for (var steps = 0; Instance.Deadline is { } due && due <= Now; steps++)
        {
            BrokenException.Unless(steps < MostAtOnce, "something is due again and again");
            HandleOne(new OspfEvent.TimePassed());
        }
    }

    private void HandleOne(OspfEvent what)
    {
        _effects.Clear();
        Instance.Handle(what, Now, _effects);
        Trace?.Invoke($"{Now} {Traced.Of(what)}");
        _effects.ForEach(effect => Trace?.Invoke($"    {Traced.Of(effect)}"));
        Watcher.See(_effects);
    }

    private static IpAddress AddressOf(OspfVersion version, byte host) => version == OspfVersion.V2
        ? IpAddress.FromV4(0xAC12_0300u | host)
        : new IpAddress(new UInt128(0xFE80_0000_0000_0000, host));

    private static LinkMemory Memory(OspfVersion version) => new(
        AreaId.Backbone,
        AreaType.Normal,
        NetworkType.Broadcast,
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(40),
        version == OspfVersion.V2 ? 0xAC12_0301 : Master.Value,
        [new RememberedNeighbor(Master, AddressOf(version, 1), 7)]);
}
