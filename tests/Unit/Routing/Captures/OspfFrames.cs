using System.Buffers.Binary;
using Perch.Model;

namespace Perch.Tests.Unit.Routing.Captures;

/// <summary>An OSPF packet out of a capture, with the addresses of its IP header.</summary>
internal sealed record CapturedPacket(IpAddress Source, IpAddress Destination, byte[] Bytes);

/// <summary>Finds the OSPF packets in frames: Ethernet with VLANs, Linux cooked 1 and 2, raw; IPv4 and IPv6 with
/// fragments.</summary>
internal sealed class OspfFrames
{
    private const int Ospf = 89;
    private const int FragmentHeader = 44;
    private const ushort Ipv4 = 0x0800;
    private const ushort Ipv6 = 0x86DD;

    private readonly Dictionary<(IpAddress, IpAddress, uint), SortedList<int, byte[]>> _fragments = [];
    private readonly Dictionary<(IpAddress, IpAddress, uint), int> _wholes = [];

    /// <summary>Frames that carry no OSPF, or OSPF inside something else, such as AH.</summary>
    public int Skipped { get; private set; }

    public CapturedPacket? Open(Frame frame)
    {
        var bytes = frame.Bytes.AsSpan();
        var packet = frame.LinkType switch
        {
            1 => Ethernet(bytes),
            113 when bytes.Length >= 16 => Ip(BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]), bytes[16..]),
            276 when bytes.Length >= 20 => Ip(BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes[20..]),
            12 or 14 or 101 or 228 or 229 when bytes.Length > 0 => Ip(bytes[0] >> 4 == 4 ? Ipv4 : Ipv6, bytes),
            _ => null,
        };
        Skipped += packet is null ? 1 : 0;
        return packet;
    }

    private CapturedPacket? Ethernet(ReadOnlySpan<byte> bytes)
    {
        var at = 12;
        while (at + 2 <= bytes.Length && BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) is 0x8100 or 0x88A8)
        {
            at += 4;
        }

        return at + 2 > bytes.Length ? null : Ip(BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]), bytes[(at + 2)..]);
    }

    private CapturedPacket? Ip(ushort protocol, ReadOnlySpan<byte> bytes) => protocol switch
    {
        Ipv4 when bytes.Length >= 20 => OpenV4(bytes),
        Ipv6 when bytes.Length >= 40 => OpenV6(bytes),
        _ => null,
    };

    private CapturedPacket? OpenV4(ReadOnlySpan<byte> bytes)
    {
        var header = (bytes[0] & 15) * 4;
        int total = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (bytes[9] != Ospf || header < 20 || total < header || total > bytes.Length)
        {
            return null;
        }

        var source = IpAddress.FromV4(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]));
        var destination = IpAddress.FromV4(BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        var payload = bytes[header..total];
        return Join(
            (source, destination, BinaryPrimitives.ReadUInt16BigEndian(bytes[4..])),
            (fragment & 0x1FFF) * 8,
            (fragment & 0x2000) != 0,
            payload);
    }

    private CapturedPacket? OpenV6(ReadOnlySpan<byte> bytes)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var source = new IpAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]));
        var destination = new IpAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes[24..]));
        var next = bytes[6];
        var payload = bytes.Slice(40, Math.Min(length, bytes.Length - 40));
        while (next is 0 or 43 or 60 && payload.Length >= 8 && payload.Length >= (payload[1] + 1) * 8)
        {
            next = payload[0];
            payload = payload[((payload[1] + 1) * 8)..];
        }

        if (next == FragmentHeader && payload.Length >= 8 && payload[0] == Ospf)
        {
            var fragment = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
            var id = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]);
            return Join((source, destination, id), fragment & 0xFFF8, (fragment & 1) != 0, payload[8..]);
        }

        return next == Ospf ? new CapturedPacket(source, destination, payload.ToArray()) : null;
    }

    /// <returns>Null while parts are missing.</returns>
    private CapturedPacket? Join(
        (IpAddress Source, IpAddress Destination, uint Id) key, int offset, bool more, ReadOnlySpan<byte> payload)
    {
        if (offset == 0 && !more)
        {
            return new CapturedPacket(key.Source, key.Destination, payload.ToArray());
        }

        if (!_fragments.TryGetValue(key, out var parts))
        {
            _fragments[key] = parts = [];
        }

        parts[offset] = payload.ToArray();
        if (!more)
        {
            _wholes[key] = offset + payload.Length;
        }

        var there = parts.Sum(part => part.Value.Length);
        return _wholes.TryGetValue(key, out var whole) && there == whole
            ? new CapturedPacket(key.Source, key.Destination, [.. parts.SelectMany(part => part.Value)])
            : null;
    }
}
