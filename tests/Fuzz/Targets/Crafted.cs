using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>Packets that get far: from a router on the link, with checksums that are right, about what the instance has
/// just said.</summary>
internal sealed class Crafted(World world)
{
    private const uint AllRouters2 = 0xE000_0005;

    private static readonly UInt128 AllRouters3 = new(0xFF02_0000_0000_0000, 5);

    private readonly CraftedLsas _lsas = new(world);

    private OspfVersion Version => world.Version;

    private IpAddress Everybody => Version == OspfVersion.V2 ? IpAddress.FromV4(AllRouters2) : new(AllRouters3);

    public void Hello(ref Script script)
    {
        var who = Who(ref script);
        var bits = script.Next();
        var named = (bits & 1) == 0 ? world.Id : new RouterId(0x0505_0505);
        Span<byte> list = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(list, named.Value);
        var designated = Designation(world.Strangers[(bits >> 1) % 4]);
        var hello = new Hello
        {
            NetworkMask = (bits & 128) == 0 ? 0xFFFF_FF00 : 0xFFFF_0000,
            InterfaceId = (uint)(bits >> 6),
            HelloInterval = (ushort)script.Pick<int>([10, 10, 10, 1, 0, 65535]),
            RouterDeadInterval = (uint)script.Pick<long>([40, 40, 40, 4, 0, 65535]),
            Options = OptionsOf(ref script),
            Priority = (byte)((bits >> 3 & 1) ^ 1),
            DesignatedRouter = (bits & 16) == 0 ? designated : 0,
            BackupDesignatedRouter = (bits & 32) == 0 ? 0 : designated,
            Neighbors = new RouterIdList((bits & 64) == 0 ? list : default),
        };
        Send(who, Everybody, hello, AreaOf(ref script));
    }

    public void Description(ref Script script)
    {
        var who = Who(ref script);
        var bits = script.Next();
        var sequence = (bits >> 3 & 3) switch
        {
            0 => world.Watcher.Description,
            1 => world.Watcher.Description + 1,
            2 => 1000u,
            _ => uint.MaxValue,
        };
        Send(
            who,
            (bits & 128) == 0 ? world.Link.Address : Everybody,
            new DatabaseDescription
            {
                InterfaceMtu = (bits & 64) == 0 ? (ushort)world.Link.Mtu : (ushort)(script.Next() << 6),
                Options = (bits & 32) == 0 ? Usual : OptionsOf(ref script),
                Flags = (DescriptionFlags)(bits & 7),
                Sequence = sequence,
                Headers = new LsaHeaderList(Version, _lsas.Headers(ref script)),
            },
            AreaId.Backbone);
    }

    public void Update(ref Script script)
    {
        var who = Who(ref script);
        var lsas = _lsas.Several(ref script, out var count);
        Send(who, Everybody, new LinkStateUpdate(Version, count, lsas), AreaId.Backbone);
    }

    public void Acknowledgement(ref Script script)
    {
        var who = Who(ref script);
        var headers = script.Flag() ? _lsas.Headers(ref script) : _lsas.OwnHeaders();
        var message = new LinkStateAcknowledgement(new LsaHeaderList(Version, headers));
        Send(who, world.Link.Address, message, AreaId.Backbone);
    }

    public void Request(ref Script script)
    {
        var who = Who(ref script);
        Send(who, world.Link.Address, new LinkStateRequest(_lsas.Requests(ref script)), AreaId.Backbone);
    }

    /// <summary>Bytes of the script behind a right header, or all from the script, with or without a right
    /// checksum.</summary>
    public void Raw(ref Script script)
    {
        var who = Who(ref script);
        var bits = script.Next();
        var bytes = script.Take(script.Next());
        if ((bits & 8) == 0)
        {
            var header = new PacketHeader((PacketType)(1 + (bits & 7) % 5), who.Id, AreaId.Backbone);
            var packet = PacketHeader.Wrap(Version, header, new LinkStateRequest(bytes));
            packet[1] = (byte)header.Type;
            bytes = packet;
        }

        var fix = (bits & 16) == 0 && bytes.Length >= PacketHeader.SizeIn(Version);
        Send(who.Address, (bits & 32) == 0 ? Everybody : world.Link.Address, bytes, fix);
    }

    /// <summary>What the instance has just sent, under another's name: a router that behaves as it does.</summary>
    public void Mirror(ref Script script)
    {
        var who = Who(ref script);
        var packet = world.Watcher.Last.ToArray();
        if (packet.Length > 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), who.Id.Value);
            Send(who.Address, script.Flag() ? Everybody : world.Link.Address, packet, fix: true);
        }
    }

    private Options Usual => Options.External | (Version == OspfVersion.V3 ? Options.V6 | Options.Router : 0);

    private void Send<TMessage>(
        (RouterId Id, IpAddress Address) who, IpAddress destination, TMessage message, AreaId area)
        where TMessage : IMessage, allows ref struct =>
        Send(
            who.Address,
            destination,
            PacketHeader.Wrap(Version, new PacketHeader(TMessage.Type, who.Id, area), message),
            fix: true);

    private void Send(IpAddress source, IpAddress destination, byte[] packet, bool fix)
    {
        if (fix)
        {
            PacketChecksum.Write(Version, packet, source, destination);
        }

        var whole = packet.Length >= PacketHeader.SizeIn(Version) && packet[0] == (byte)Version
            ? world.Seals.Seal(packet, source, world.UnixSeconds)
            : packet;
        world.Handle(new OspfEvent.PacketReceived(source, destination, whole)
        {
            TimeToLive = world.Settings.TtlSecurity ? 255 : 1,
        });
    }

    private (RouterId Id, IpAddress Address) Who(ref Script script)
    {
        var all = world.Strangers;
        return script.Pick<(RouterId, IpAddress)>([all[0], all[0], all[0], all[1], all[1], all[2], all[3], all[4]]);
    }

    private uint Designation((RouterId Id, IpAddress Address) who) =>
        Version == OspfVersion.V2 ? who.Address.V4 : who.Id.Value;

    private Options OptionsOf(ref Script script) => script.Pick<Options>(
        [Usual, Usual, Usual, Usual & ~Options.External, (Usual & ~Options.External) | Options.Nssa, Options.None]);

    private static AreaId AreaOf(ref Script script) =>
        new(script.Pick<uint>([0, 0, 0, 0, 1, uint.MaxValue]));
}
