using System.Buffers.Binary;

namespace Perch.Tests.Unit.Routing.Captures;

/// <summary>Writes small pcapng files of raw IPv4.</summary>
internal static class Pcapng
{
    private const ushort Raw = 101;
    private const int FirstPart = 24;

    public static byte[] With(bool big, IEnumerable<byte[]> packets)
    {
        var file = new List<byte>();
        Add(file, big, 0x0A0D_0D0A, [.. Number(big, 0x1A2B_3C4D), .. Short(big, 1), .. Short(big, 0), .. new byte[8]]);
        Add(file, big, 1, [.. Short(big, Raw), .. new byte[6]]);
        foreach (var packet in packets)
        {
            var length = Number(big, (uint)packet.Length);
            var padding = new byte[(4 - (packet.Length % 4)) % 4];
            Add(file, big, 6, [.. new byte[12], .. length, .. length, .. packet, .. padding]);
        }

        return [.. file];
    }

    /// <summary>The packet in two fragments, the last first.</summary>
    public static IEnumerable<byte[]> Fragments(CapturedPacket packet) =>
    [
        Fragment(packet, packet.Bytes[FirstPart..], FirstPart / 8),
        Fragment(packet, packet.Bytes[..FirstPart], 0x2000),
    ];

    private static byte[] Fragment(CapturedPacket packet, byte[] payload, int fragment)
    {
        var bytes = new byte[20 + payload.Length];
        bytes[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)fragment);
        bytes[9] = 89;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), packet.Source.V4);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), packet.Destination.V4);
        payload.CopyTo(bytes, 20);
        return bytes;
    }

    private static void Add(List<byte> file, bool big, uint type, byte[] body)
    {
        var length = Number(big, (uint)body.Length + 12);
        file.AddRange([.. Number(big, type), .. length, .. body, .. length]);
    }

    private static byte[] Number(bool big, uint value)
    {
        var bytes = BitConverter.GetBytes(value);
        return big ? [.. bytes.Reverse()] : bytes;
    }

    private static byte[] Short(bool big, ushort value)
    {
        var bytes = BitConverter.GetBytes(value);
        return big ? [.. bytes.Reverse()] : bytes;
    }
}
