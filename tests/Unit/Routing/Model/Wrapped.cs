using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Model;

/// <summary>OSPFv2 packets with a right checksum.</summary>
internal static class Wrapped
{
    public static byte[] Packet<TMessage>(RouterId router, AreaId area, TMessage message)
        where TMessage : IMessage, allows ref struct
    {
        var packet = PacketHeader.Wrap(OspfVersion.V2, new PacketHeader(TMessage.Type, router, area), message);
        PacketChecksum.Write(OspfVersion.V2, packet, default, default);
        return packet;
    }
}
