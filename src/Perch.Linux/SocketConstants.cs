namespace Perch.Linux;

/// <summary>Numbers of sys/socket.h, netinet/in.h, linux/in.h and linux/in6.h, the same on every
/// architecture of Perch.</summary>
internal static class SocketConstants
{
    internal const int AddressFamilyUnix = 1;
    internal const int AddressFamilyInet = 2;
    internal const int AddressFamilyInet6 = 10;
    internal const int AddressFamilyNetlink = 16;
    internal const int AddressFamilyPacket = 17;

    internal const int StreamSocket = 1;
    internal const int DatagramSocket = 2;
    internal const int RawSocket = 3;

    /// <summary><c>SOCK_NONBLOCK | SOCK_CLOEXEC</c>: part of every socket's type here.</summary>
    internal const int NonBlockingCloseOnExec = 0x800 | 0x80000;

    internal const int SocketLevel = 1;
    internal const int SocketError = 4;
    internal const int ReceiveBuffer = 8;
    internal const int BindToDevice = 25;
    internal const int AttachFilter = 26;

    internal const int IpLevel = 0;
    internal const int IpTypeOfService = 1;
    internal const int IpTimeToLive = 2;
    internal const int IpTransparent = 19;
    internal const int IpMulticastInterface = 32;
    internal const int IpMulticastTimeToLive = 33;
    internal const int IpMulticastLoop = 34;
    internal const int IpAddMembership = 35;

    /// <summary><c>IPPROTO_IPV6</c>.</summary>
    internal const int Ipv6Level = 41;
    internal const int Ipv6Checksum = 7;
    internal const int Ipv6UnicastHops = 16;
    internal const int Ipv6MulticastInterface = 17;
    internal const int Ipv6MulticastHops = 18;
    internal const int Ipv6MulticastLoop = 19;
    internal const int Ipv6AddMembership = 20;
    internal const int Ipv6ReceivePacketInformation = 49;
    internal const int Ipv6PacketInformation = 50;
    internal const int Ipv6ReceiveHopLimit = 51;
    internal const int Ipv6HopLimit = 52;
    internal const int Ipv6TrafficClass = 67;
    internal const int Ipv6Transparent = 75;

    /// <summary>IANA protocol number of OSPF (RFC 2328 A.1).</summary>
    internal const int ProtocolOspf = 89;

    /// <summary><c>MSG_NOSIGNAL</c>: a peer that has gone is an errno, not a SIGPIPE.</summary>
    internal const int NoSignal = 0x4000;
}
