using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Origination.V3;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Interop.Hostile;

/// <summary>Packets of one version under one name: as they should be, and taken apart.</summary>
internal sealed class Forge(Identity who, Identity speaker, OspfVersion version)
{
    private const int LengthAt = 2;

    public OspfVersion Version => version;

    public bool IsV2 => version == OspfVersion.V2;

    public Identity Who => who;

    public Identity Speaker => speaker;

    /// <summary>The speaker's router-LSA.</summary>
    public LsaKey RouterKey => IsV2
        ? new LsaKey(LsType.Router, speaker.Id.Value, speaker.Id)
        : new LsaKey(LsType.Router3, 0, speaker.Id);

    /// <summary>The speaker's LSA of the anycast address.</summary>
    public LsaKey ExternalKey => IsV2
        ? new LsaKey(LsType.AsExternal, Identity.Address(SpeakerProcess.Anycast).V4, speaker.Id)
        : new LsaKey(LsType.AsExternal3, Number(Identity.Address(SpeakerProcess.Anycast6)), speaker.Id);

    private Options Usual => Options.External | (IsV2 ? Options.None : Options.V6 | Options.Router);

    public Forge By(Identity other) => new(other, speaker, version);

    /// <summary>What the real router says every second.</summary>
    public byte[] Hello() => Hello([.. Number(speaker.Id.Value)], who);

    /// <param name="heard">The routers that it lists, four bytes each.</param>
    /// <param name="designated">Whom it calls designated router; null: nobody.</param>
    public byte[] Hello(byte[] heard, Identity? designated, Identity? backup = null, byte priority = 1) =>
        who.Packet(version, new Hello
        {
            NetworkMask = 0xFFFF_FF00,
            InterfaceId = 7,
            HelloInterval = 1,
            RouterDeadInterval = 4,
            Options = Usual,
            Priority = priority,
            DesignatedRouter = Designation(designated),
            BackupDesignatedRouter = Designation(backup),
            Neighbors = new RouterIdList(heard),
        });

    public byte[] Description(DescriptionFlags flags, uint sequence, ushort mtu = 1500, byte[]? headers = null) =>
        who.Packet(version, new DatabaseDescription
        {
            InterfaceMtu = mtu,
            Options = Usual,
            Flags = flags,
            Sequence = sequence,
            Headers = new LsaHeaderList(version, headers ?? []),
        });

    public byte[] Update(params byte[][] lsas) => who.Update(version, lsas);

    public byte[] Acknowledgement(params byte[][] headers) => who.Packet(
        version, new LinkStateAcknowledgement(new LsaHeaderList(version, headers.SelectMany(one => one).ToArray())));

    /// <summary>Any bytes behind a header that is right.</summary>
    public byte[] Body(PacketType type, params byte[] body)
    {
        var packet = who.Packet(version, new LinkStateRequest(body));
        packet[1] = (byte)type;
        return who.Sum(version, packet);
    }

    /// <summary>An update whose count says whatever.</summary>
    public byte[] Counted(uint count, params byte[] lsas) =>
        Body(PacketType.LinkStateUpdate, [.. Number(count), .. lsas]);

    public byte[] WithLength(byte[] packet, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(LengthAt), (ushort)length);
        return who.Sum(version, packet);
    }

    public byte[] With(byte[] packet, int at, byte value)
    {
        packet[at] = value;
        return who.Sum(version, packet);
    }

    /// <summary>Of the speaker's own, as a forger has it.</summary>
    public byte[] Own(LsaKey key, int sequence, ushort age = 0) =>
        Lsas.Of(key.Type, key.LinkStateId, key.AdvertisingRouter, sequence, BodyOf(key.Type), age);

    private byte[] BodyOf(LsType type) => type switch
    {
        LsType.Router => [0, 0, 0, 0],
        LsType.Router3 => [0, 0, 0, 0],
        _ => IsV2 ? Lsas.Body2 : Lsas.Body3(53),
    };

    /// <summary>The router-LSA of somebody: a leaf keeps those.</summary>
    public byte[] Router(int number) => Lsas.Of(
        IsV2 ? LsType.Router : LsType.Router3, IsV2 ? (uint)number : 0, new RouterId((uint)number), int.MinValue + 1,
        [0, 0, 0, 0]);

    /// <summary>What the speaker announces, announced by somebody.</summary>
    public byte[] Rival(int number) => Lsas.Of(
        ExternalKey.Type,
        ExternalKey.LinkStateId,
        new RouterId((uint)number),
        int.MinValue + 1,
        BodyOf(ExternalKey.Type));

    public byte[] External(int number) => Lsas.External(version, number);

    private uint Designation(Identity? router) => router is null ? 0 : IsV2 ? router.V4.V4 : router.Id.Value;

    private static uint Number(IpAddress anycast) => LinkStateId.Of(new AnycastPrefix(anycast));

    public static byte[] Number(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
