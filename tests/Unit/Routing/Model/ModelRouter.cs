using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Model;

/// <summary>
/// The router on the host, written down independently: as much of RFC 2328 as its side of one adjacency takes, with
/// the habits of BIRD and FRR that matter as switches.
/// </summary>
internal sealed partial class ModelRouter(string id, string address)
{
    public RouterId Id { get; set; } = new(Quad(id));

    public uint Address { get; } = Quad(address);

    public IpAddress From => Link.Address(Address);

    public AreaId Area { get; set; } = AreaId.Backbone;

    public Options Options { get; set; } = Options.External;

    public TimeSpan Hello { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan Dead { get; set; } = TimeSpan.FromSeconds(40);

    public uint Mask { get; set; } = 0xFFFFFF00;

    public byte Priority { get; set; } = 1;

    public ushort Mtu { get; set; } = 1500;

    public bool PointToPoint { get; set; }

    /// <summary>BIRD wants equal MTUs (or zero), FRR refuses larger ones.</summary>
    public bool MtuMustBeEqual { get; set; } = true;

    /// <summary>On a broadcast link it is designated router from this time on, and waits before.</summary>
    public TimeSpan WaitsUntil { get; set; }

    public bool Acknowledges { get; set; } = true;

    /// <summary>Delay of acknowledgements: BIRD 2.5 s, FRR 1 s.</summary>
    public TimeSpan AckDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A designated router floods a new LSA back to the link, which is an acknowledgement.</summary>
    public bool FloodsBack { get; set; } = true;

    /// <summary>FRR keeps a flushed LSA, does not describe it, and sends it when an older one comes.</summary>
    public bool KeepsFlushed { get; set; }

    public bool IsSilent { get; set; }

    /// <summary>With it what is sent is sealed, and what comes is opened or dropped.</summary>
    public Authenticator? Authenticator { get; set; }

    public List<AuthenticationFault> Refused { get; } = [];

    private ReplayGuard _guard = new();

    /// <summary>Foreign LSA headers that it describes besides its database.</summary>
    public int ForeignLsas { get; set; }

    public Dictionary<LsaKey, StoredLsa> Database { get; } = [];

    public ModelState State { get; set; } = ModelState.Down;

    public List<LsaHeader> AcknowledgementsHeard { get; } = [];

    /// <summary>LSAs of others that it describes, and sends when asked.</summary>
    public List<byte[]> Foreign { get; } = [];

    public List<LsaKey> RequestsHeard { get; } = [];

    /// <summary>Updates that answer requests get lost.</summary>
    public bool LosesAnswers { get; set; }

    public uint LeafAddress { get; set; }

    public RouterId LeafId { get; set; }

    /// <summary>When its next Hello is due.</summary>
    public TimeSpan Due { get; set; }

    private readonly List<(TimeSpan At, byte[] Packet)> _later = [];
    private byte[][]? _foreign;
    private uint _sequence = 1000;
    private bool _master;
    private int _described;
    private byte[]? _lastDescription;
    private TimeSpan? _resendAt;
    private TimeSpan _lastHeard;

    public Simulation Link { get; set; } = null!;

    /// <summary>The designated router that this one declares, if it is not itself: it is the backup then.</summary>
    public ModelRouter? BackupOf { get; set; }

    public uint DesignatedRouter => PointToPoint || Link.Now < WaitsUntil || Priority == 0 ? 0
        : (BackupOf ?? this).Designation;

    /// <summary>What Hellos call it when it is designated router.</summary>
    private uint Designation => Link.Version == OspfVersion.V2 ? Address : Id.Value;

    /// <summary>OSPFv3.</summary>
    public uint InterfaceId { get; set; } = 7;

    public static uint Quad(string text) =>
        DottedQuad.TryParse(text, out var value) ? value : throw new FormatException();

    public void Tick(TimeSpan now)
    {
        if (State != ModelState.Down && now - _lastHeard >= Dead)
        {
            State = ModelState.Down;
            _guard = new ReplayGuard();
        }

        if (!IsSilent && now >= Due)
        {
            SendHello(State != ModelState.Down);
            Due = now + Hello;
        }

        if (_resendAt is { } at && now >= at && State is ModelState.ExStart or ModelState.Exchange)
        {
            _resendAt = now + TimeSpan.FromSeconds(5);
            Transmit(_lastDescription!);
        }

        foreach (var (when, packet) in _later.ToArray())
        {
            if (when <= now)
            {
                _later.Remove((when, packet));
                Transmit(packet, Everybody);
            }
        }
    }

    public TimeSpan NextDue()
    {
        var due = IsSilent ? TimeSpan.MaxValue : Due;
        due = State is ModelState.ExStart or ModelState.Exchange && _resendAt < due ? _resendAt.Value : due;
        return _later.Count == 0 ? due : new[] { due, _later.Min(item => item.At) }.Min();
    }

    public void SendHello(bool listsLeaf)
    {
        Span<byte> listed = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(listed, LeafId.Value);
        Transmit(
            Wrap(new Hello
            {
                NetworkMask = Mask,
                InterfaceId = InterfaceId,
                HelloInterval = (ushort)Hello.TotalSeconds,
                Options = Options,
                Priority = Priority,
                RouterDeadInterval = (uint)Dead.TotalSeconds,
                DesignatedRouter = DesignatedRouter,
                BackupDesignatedRouter = BackupOf is null ? 0 : Designation,
                Neighbors = new RouterIdList(listsLeaf ? listed : default),
            }),
            Everybody);
    }

    public void Flood(params byte[][] lsas) => Transmit(Update(lsas), Everybody);

    public void Restart()
    {
        State = ModelState.Down;
        _guard = new ReplayGuard();
        Database.Clear();
        Due = Link.Now;
    }

    public void Hear(uint source, uint destination, byte[] packet)
    {
        Assert.True(PacketHeader.TryDecode(
            Link.Version, packet, out var header, out var body, out var error), error.ToString());
        var mine = destination == Address || destination == Everybody
            || (destination == Designated && DesignatedRouter != 0);
        if (!mine || IsSilent || header.Area != Area || header.Router == Id)
        {
            return;
        }

        var fault = Authenticator?.Open(packet, Link.Address(source), Link.UnixSeconds, _guard) ?? default;
        if (fault.Kind != FaultKind.None)
        {
            Refused.Add(fault);
            return;
        }

        switch (header.Type)
        {
            case PacketType.Hello:
                Assert.True(Perch.Routing.Ospf.Packets.Hello.TryDecode(Link.Version, body, out var hello, out _));
                HearHello(source, header.Router, hello);
                break;
            case PacketType.DatabaseDescription when State != ModelState.Down:
                Assert.True(DatabaseDescription.TryDecode(Link.Version, body, out var description, out _));
                HearDescription(description);
                break;
            case PacketType.LinkStateUpdate when State is ModelState.Exchange or ModelState.Full:
                Assert.True(LinkStateUpdate.TryDecode(Link.Version, body, out var update, out _));
                HearUpdate(update);
                break;
            case PacketType.LinkStateAcknowledgement:
                Assert.True(LinkStateAcknowledgement.TryDecode(Link.Version, body, out var acknowledgement, out _));
                for (var i = 0; i < acknowledgement.Headers.Count; i++)
                {
                    AcknowledgementsHeard.Add(acknowledgement.Headers[i]);
                }

                break;
            case PacketType.LinkStateRequest:
                Assert.True(LinkStateRequest.TryDecode(body, out var request, out _));
                HearRequest(request);
                break;
        }
    }

    private void HearHello(uint source, RouterId from, Hello hello)
    {
        var agrees = hello.HelloInterval == Hello.TotalSeconds && hello.RouterDeadInterval == Dead.TotalSeconds
            && (hello.Options & AreaBits) == (Options & AreaBits)
            && (PointToPoint || Link.Version == OspfVersion.V3 || hello.NetworkMask == Mask);
        if (!agrees)
        {
            return;
        }

        (LeafAddress, LeafId, _lastHeard) = (source, from, Link.Now);
        var listed = hello.Neighbors.Contains(Id);
        State = !listed ? ModelState.Init : State == ModelState.Down ? ModelState.Init : State;
        if (listed && State == ModelState.Init && (PointToPoint || DesignatedRouter != 0))
        {
            Open();
        }
    }

    public byte[] Update(IReadOnlyList<byte[]> lsas) =>
        Wrap(new LinkStateUpdate(Link.Version, (uint)lsas.Count, lsas.SelectMany(lsa => lsa).ToArray()));

    private byte[] Wrap<TMessage>(TMessage message)
        where TMessage : IMessage, allows ref struct => Wrapped.Packet(Id, Area, message, Link.Version);

    public void Transmit(byte[] packet) => Transmit(packet, PointToPoint ? Everybody : LeafAddress);

    public void Transmit(byte[] packet, uint destination) => Link.Deliver(Address, destination, packet);

    private const Options AreaBits = Options.External | Options.Nssa;
    private const uint Everybody = 0xE0000005;
    private const uint Designated = 0xE0000006;
}

internal sealed record StoredLsa(LsaHeader Header, byte[] Bytes, TimeSpan At);

internal enum ModelState
{
    Down,
    Init,
    ExStart,
    Exchange,
    Full,
}
