using Perch.Linux;
using Perch.Tests.Fuzz.Engine;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>What the raw socket of OSPFv2 delivers, IPv4 header and all.</summary>
internal sealed class DatagramTarget(int share) : Target("datagrams", maxLength: 128, share)
{
    private const int ShortestHeader = 20;

    public override void Run(ReadOnlySpan<byte> input)
    {
        ReadOnlyMemory<byte> bytes = input.ToArray();
        if (Ipv4Header.TryRead(bytes, out var datagram))
        {
            BrokenException.Unless(datagram.Payload.Length <= bytes.Length - ShortestHeader, "more than there was");
            BrokenException.Unless(datagram.TimeToLive is >= 0 and <= 255 && datagram.Source.IsV4, "not IPv4");
        }
    }
}
