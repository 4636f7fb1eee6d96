using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Model;

/// <summary>One link with a leaf and its routers on it, in simulated time: packets arrive at once, in order.</summary>
internal sealed class Simulation
{
    public static readonly AnycastPrefix Prefix = new(IpAddress.FromV4(ModelRouter.Quad("172.22.76.109")));

    private readonly Queue<(uint Source, uint Destination, byte[] Packet)> _wire = new();
    private readonly List<OspfEffect> _effects = [];
    private long _unixSecondsAtZero;
    private bool _delivering;

    public Simulation(OspfSettings? settings = null, OspfLink? link = null, params ModelRouter[] routers)
    {
        Version = settings?.Version ?? OspfVersion.V2;
        Interface = link ?? new OspfLink("eth0", IpAddress.FromV4(ModelRouter.Quad("172.18.3.54")), 24, 1500, Up: true);
        Leaf = new OspfInstance(settings ?? new OspfSettings(), Interface, new Random(1));
        foreach (var router in routers)
        {
            Add(router);
        }
    }

    public OspfVersion Version { get; }

    public OspfLink Interface { get; set; }

    public OspfInstance Leaf { get; private set; }

    public TimeSpan Now { get; private set; }

    public List<ModelRouter> Routers { get; } = [];

    public List<OspfEffect.Say> Said { get; } = [];

    public List<SentPacket> Sent { get; } = [];

    public bool HasLeft { get; private set; }

    /// <summary>The wall clock of the routers.</summary>
    public long UnixSeconds => _unixSecondsAtZero + (long)Now.TotalSeconds;

    public bool IsFull => Leaf.Status(Now).Neighbors.Any(neighbor => neighbor.State == "Full");

    public IReadOnlyList<string> Reasons => Leaf.Status(Now).Reasons;

    /// <summary>224.0.0.5.</summary>
    public const uint Everybody = 0xE0000005;

    /// <summary>224.0.0.6.</summary>
    public const uint DesignatedRouters = 0xE0000006;

    public static Announcement Announce(uint metric = 10) => new(Prefix, metric, 0);

    public void Add(ModelRouter router)
    {
        router.Link = this;
        Routers.Add(router);
    }

    public Simulation Start(long unixSeconds = 1_800_000_000, params Announcement[] announcements)
    {
        _unixSecondsAtZero = unixSeconds - (long)Now.TotalSeconds;
        Handle(new OspfEvent.Started(unixSeconds));
        Handle(new OspfEvent.AnnouncementsChanged(announcements));
        return this;
    }

    /// <summary>The speaker is gone without a word; another one takes its place on the same interface.</summary>
    public void Replace(OspfSettings settings)
    {
        Leaf = new OspfInstance(settings, Interface, new Random(2));
        HasLeft = false;
    }

    public void Handle(OspfEvent what)
    {
        _effects.Clear();
        Leaf.Handle(what, Now, _effects);
        foreach (var effect in _effects.ToArray())
        {
            switch (effect)
            {
                case OspfEffect.Say say:
                    Said.Add(say);
                    break;
                case OspfEffect.Send send:
                    var packet = send.Packet.ToArray();
                    var destination = Number(send.Destination);
                    Sent.Add(SentPacket.Of(Version, Now, destination, packet));
                    _wire.Enqueue((Interface.Address.V4, destination, packet));
                    break;
                case OspfEffect.Left:
                    HasLeft = true;
                    break;
            }
        }

        Drain();
    }

    public void Deliver(uint source, uint destination, byte[] packet)
    {
        _wire.Enqueue((source, destination, packet));
        Drain();
    }

    /// <summary>Lets time pass, from one thing that is due to the next.</summary>
    public Simulation Run(TimeSpan time)
    {
        var end = Now + time;
        for (var (steps, limit) = (0, 200_000); ; steps++)
        {
            Assert.True(steps < limit, $"something is due again and again at {Now}");
            var next = Routers.Select(router => router.NextDue()).Append(Leaf.Deadline ?? TimeSpan.MaxValue).Min();
            if (next > end)
            {
                Now = end;
                return this;
            }

            Now = next > Now ? next : Now;
            foreach (var router in Routers)
            {
                router.Tick(Now);
            }

            if (Leaf.Deadline <= Now)
            {
                Handle(new OspfEvent.TimePassed());
            }
        }
    }

    public Simulation Run(double seconds) => Run(TimeSpan.FromSeconds(seconds));

    public IEnumerable<SentPacket> SentSince(TimeSpan time, PacketType type) =>
        Sent.Where(packet => packet.At >= time && packet.Type == type);

    public string[] Warnings() =>
        [.. Said.Where(say => say.Severity == Severity.Warning).Select(say => say.Sentence)];

    /// <summary>In OSPFv3 the number of an address is what follows fe80::.</summary>
    public IpAddress Address(uint number) =>
        Version == OspfVersion.V2 ? IpAddress.FromV4(number)
        : number == Everybody ? Multicast.AllRouters(Version)
        : number == DesignatedRouters ? Multicast.AllDesignatedRouters(Version)
        : new IpAddress(((UInt128)0xFE80 << 112) | number);

    private static uint Number(IpAddress address) =>
        address == Multicast.AllRouters(OspfVersion.V3) ? Everybody
        : address == Multicast.AllDesignatedRouters(OspfVersion.V3) ? DesignatedRouters
        : address.V4;

    private void Receive(uint source, uint destination, byte[] bytes)
    {
        var packet = bytes.ToArray();
        if (Version == OspfVersion.V3)
        {
            PacketChecksum.Write(Version, packet, Address(source), Address(destination));
        }

        var from = Routers.Find(router => router.Address == source)?.Authenticator;
        packet = from?.Seal(packet, Address(source), UnixSeconds) ?? packet;
        Handle(new OspfEvent.PacketReceived(Address(source), Address(destination), packet) { TimeToLive = 1 });
    }

    private void Drain()
    {
        if (_delivering)
        {
            return;
        }

        _delivering = true;
        while (_wire.TryDequeue(out var item))
        {
            if (item.Source == Interface.Address.V4)
            {
                Routers.ForEach(router => router.Hear(item.Source, item.Destination, item.Packet));
            }
            else
            {
                Receive(item.Source, item.Destination, item.Packet);
            }
        }

        _delivering = false;
    }
}

/// <summary>A packet that the leaf has sent, with the LSAs or headers in it.</summary>
internal sealed record SentPacket(
    TimeSpan At, uint Destination, PacketType Type, byte[] Bytes, IReadOnlyList<LsaHeader> Lsas)
{
    public static SentPacket Of(OspfVersion version, TimeSpan at, uint destination, byte[] packet)
    {
        Assert.True(PacketHeader.TryDecode(
            version, packet, out var header, out var body, out var error), error.ToString());
        var lsas = new List<LsaHeader>();
        if (header.Type == PacketType.LinkStateUpdate)
        {
            Assert.True(LinkStateUpdate.TryDecode(version, body, out var update, out error), error.ToString());
            foreach (var lsa in update)
            {
                lsas.Add(lsa.Header);
            }
        }
        else if (header.Type == PacketType.LinkStateAcknowledgement)
        {
            for (var i = 0; i < body.Length; i += LsaHeader.Size)
            {
                lsas.Add(LsaHeader.Read(version, body[i..]));
            }
        }

        return new SentPacket(at, destination, header.Type, packet, lsas);
    }

    public DatabaseDescription Description()
    {
        PacketHeader.TryDecode(OspfVersion.V2, Bytes, out _, out var body, out _);
        Assert.True(DatabaseDescription.TryDecode(OspfVersion.V2, body, out var description, out _));
        return description;
    }

    public Hello Hello()
    {
        PacketHeader.TryDecode(OspfVersion.V2, Bytes, out _, out var body, out _);
        Assert.True(Perch.Routing.Ospf.Packets.Hello.TryDecode(OspfVersion.V2, body, out var hello, out _));
        return hello;
    }
}
