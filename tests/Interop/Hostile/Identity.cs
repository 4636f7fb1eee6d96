using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Interop.Hostile;

/// <summary>A name and addresses under which somebody sends, rightly or not.</summary>
internal sealed record Identity(RouterId Id, IpAddress V4, IpAddress V6)
{
    public AreaId Area { get; init; } = AreaId.Backbone;

    /// <summary>TTL or hop limit.</summary>
    public byte Hops { get; init; } = 1;

    public static Identity Of(string id, string v4, string v6) => new(Router(id), Address(v4), Address(v6));

    public static RouterId Router(string text) => RouterId.TryParse(text, out var id)
        ? id : throw new FormatException(text);

    public static IpAddress Address(string text) => IpAddress.TryParse(text, out var address)
        ? address : throw new FormatException(text);

    public IpAddress In(OspfVersion version) => version == OspfVersion.V2 ? V4 : V6;

    /// <summary>A whole packet with a right checksum, for everybody on the link.</summary>
    public byte[] Packet<TMessage>(OspfVersion version, TMessage message)
        where TMessage : IMessage, allows ref struct
    {
        var packet = PacketHeader.Wrap(version, new PacketHeader(TMessage.Type, Id, Area), message);
        return Sum(version, packet);
    }

    /// <summary>Writes the checksum over whatever stands in a packet now.</summary>
    public byte[] Sum(OspfVersion version, byte[] packet)
    {
        PacketChecksum.Write(version, packet, In(version), Multicast.AllRouters(version));
        return packet;
    }

    public byte[] Update(OspfVersion version, params byte[][] lsas) =>
        Packet(version, new LinkStateUpdate(version, (uint)lsas.Length, lsas.SelectMany(lsa => lsa).ToArray()));
}
