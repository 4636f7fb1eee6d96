namespace Perch.Routing.Ospf.Packets;

/// <summary>The five OSPF packets (RFC 2328 A.3.1).</summary>
internal enum PacketType : byte
{
    Hello = 1,
    DatabaseDescription = 2,
    LinkStateRequest = 3,
    LinkStateUpdate = 4,
    LinkStateAcknowledgement = 5,
}
