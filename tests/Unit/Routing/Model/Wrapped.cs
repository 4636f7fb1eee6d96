using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Model;

/// <summary>Packets that a router would send: those of OSPFv2 are whole; the checksum of OSPFv3 depends on where they
/// go, and is written when they do.</summary>
internal static class Wrapped
{
    public static byte[] Packet<TMessage>(
        RouterId router, AreaId area, TMessage message, OspfVersion version = OspfVersion.V2)
        where TMessage : IMessage, allows ref struct
    {
        var packet = PacketHeader.Wrap(version, new PacketHeader(TMessage.Type, router, area), message);
        PacketChecksum.Write(version, packet, default, default);
        return packet;
    }
}
