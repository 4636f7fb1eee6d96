using System.Runtime.InteropServices;
using Perch.Model;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux;

/// <summary>
/// OSPFv3 over IPv6 (RFC 5340 A.1). The kernel delivers no IPv6 header: source, destination and hop limit come beside
/// each packet (RFC 3542 6). Its checksum is the sender's and the reader's affair, since with an authentication
/// trailer there is none (RFC 7166 4.1).
/// </summary>
internal sealed class OspfSocketV6 : OspfSocket
{
    /// <summary>AllSPFRouters, ff02::5 (RFC 5340 A.1): all that a router of priority 0 listens to.</summary>
    private static readonly IpAddress AllSpfRouters = new(((UInt128)0xFF02 << 112) | 5);

    /// <summary><c>struct in6_pktinfo</c>: address, interface index.</summary>
    private const int InformationSize = IpAddress.Size + sizeof(int);

    /// <summary>Room for packet information and hop limit, each with its header.</summary>
    private const int ControlSize = 128;

    private readonly byte[] _source = new byte[AncillaryData.Align(AncillaryData.HeaderSize + InformationSize)];
    private readonly int _interfaceIndex;

    internal OspfSocketV6(
        Descriptor socket, string interfaceName, int interfaceIndex, IpAddress address, int hopLimit)
        : base(socket)
    {
        _interfaceIndex = interfaceIndex;
        socket.Set(Ipv6Level, Ipv6Checksum, -1, "leave the checksum alone");
        socket.Set(Ipv6Level, Ipv6TrafficClass, InternetworkControl, "set the traffic class");
        socket.Set(Ipv6Level, Ipv6UnicastHops, hopLimit, "set the hop limit");
        socket.Set(Ipv6Level, Ipv6MulticastHops, hopLimit, "set the multicast hop limit");
        socket.Set(Ipv6Level, Ipv6MulticastLoop, 0, "turn the multicast loop off");
        socket.Set(Ipv6Level, Ipv6ReceivePacketInformation, 1, "be told destinations");
        socket.Set(Ipv6Level, Ipv6ReceiveHopLimit, 1, "be told hop limits");
        socket.Set(Ipv6Level, Ipv6MulticastInterface, interfaceIndex, $"send multicast on {interfaceName}");

        // struct ipv6_mreq: group, interface index; laid out as the packet information is.
        Span<byte> member = stackalloc byte[InformationSize];
        WriteInformation(member, AllSpfRouters, interfaceIndex);
        socket.Set(Ipv6Level, Ipv6AddMembership, member, $"join ff02::5 on {interfaceName}");

        // An interface may hold several link-local addresses: the checksum is over the one that the neighbors know.
        var source = AncillaryData.Write(_source, Ipv6Level, Ipv6PacketInformation, InformationSize);
        WriteInformation(source, address, interfaceIndex);
    }

    public override Errno Send(IpAddress destination, ReadOnlySpan<byte> packet)
    {
        Span<byte> buffer = stackalloc byte[InternetAddress.Size];
        var address = InternetAddress.Write(buffer, destination, 0, _interfaceIndex);
        return SocketMessage.Send(Socket, packet, address, _source);
    }

    public override bool TryReceive(Memory<byte> buffer, out IpDatagram packet, out Errno why)
    {
        packet = default;
        Span<byte> source = stackalloc byte[InternetAddress.Size];
        Span<byte> control = stackalloc byte[ControlSize];
        why = SocketMessage.Receive(Socket, buffer.Span, source, ref control, out var length);
        if (why is not Errno.None)
        {
            return false;
        }

        if (TryReadControl(control, out var destination, out var hopLimit))
        {
            packet = new(InternetAddress.ReadIpv6(source), destination, hopLimit, buffer[..length]);
        }

        return true;
    }

    private static bool TryReadControl(ReadOnlySpan<byte> control, out IpAddress destination, out int hopLimit)
    {
        (destination, hopLimit) = (default, 0);
        var found = false;
        while (AncillaryData.TryTake(ref control, out var data))
        {
            switch (data.Level, data.Type)
            {
                case (Ipv6Level, Ipv6PacketInformation) when data.Value.Length >= IpAddress.Size:
                    destination = IpAddress.FromBytes(data.Value[..IpAddress.Size]);
                    found = true;
                    break;
                case (Ipv6Level, Ipv6HopLimit) when data.Value.Length >= sizeof(int):
                    hopLimit = MemoryMarshal.Read<int>(data.Value);
                    break;
            }
        }

        return found;
    }

    private static void WriteInformation(Span<byte> to, IpAddress address, int interfaceIndex)
    {
        address.WriteBytes(to);
        MemoryMarshal.Write(to[IpAddress.Size..], interfaceIndex);
    }
}
