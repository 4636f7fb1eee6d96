using Perch.Model;

namespace Perch.Linux;

/// <summary>What came in over IPv4 or IPv6, and what its IP header said.</summary>
/// <param name="TimeToLive">Of IPv6, the hop limit.</param>
/// <param name="Payload">What follows the IP header.</param>
public readonly record struct IpDatagram(
    IpAddress Source, IpAddress Destination, int TimeToLive, ReadOnlyMemory<byte> Payload);
