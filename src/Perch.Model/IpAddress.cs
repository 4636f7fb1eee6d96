using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Perch.Model;

/// <summary>An address of either family as one value: an IPv4 address as the IPv6 address that maps it,
/// ::ffff:0:0/96 (RFC 4291 2.5.5.2).</summary>
/// <param name="Value">Big-endian, 128 bits.</param>
public readonly record struct IpAddress(UInt128 Value) : IComparable<IpAddress>
{
    /// <summary>Bytes of an IPv6 address.</summary>
    public const int Size = 16;

    private static readonly UInt128 Mapped = (UInt128)0xFFFF << 32;

    /// <summary>Neither 0.0.0.0 nor ::, but no address at all.</summary>
    public bool IsNone => Value == 0;

    public bool IsV4 => Value >> 32 == 0xFFFF;

    /// <summary>The IPv4 address as a big-endian number, 10.0.0.1 as 0x0A000001; of an IPv6 address its last 32
    /// bits.</summary>
    public uint V4 => (uint)Value;

    /// <summary>fe80::/10 (RFC 4291 2.5.6).</summary>
    public bool IsLinkLocal => Value >> 118 == 0xFE80 >> 6;

    public static IpAddress FromV4(uint value) => new(Mapped | value);

    /// <param name="bytes">4 or 16, big-endian.</param>
    public static IpAddress FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == sizeof(uint)
        ? FromV4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
        : new IpAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Strict: four decimal bytes, or an IPv6 address without a zone.</summary>
    public static bool TryParse(string? text, out IpAddress address)
    {
        address = default;
        if (DottedQuad.TryParse(text, out var quad))
        {
            address = FromV4(quad);
            return true;
        }

        // .NET also takes a zone, "fe80::1%eth0", and what stands in an address bar, "[::1]:80".
        if (text is null || text.AsSpan().ContainsAny('%', '[', ']')
            || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        address = FromBytes(parsed.GetAddressBytes());
        return true;
    }

    /// <summary>As IPv6: 16 bytes, big-endian.</summary>
    public void WriteBytes(Span<byte> to) => BinaryPrimitives.WriteUInt128BigEndian(to, Value);

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[Size];
        WriteBytes(bytes);
        return new IPAddress(IsV4 ? bytes[12..] : bytes);
    }

    public int CompareTo(IpAddress other) => Value.CompareTo(other.Value);

    public override string ToString() => IsV4 ? DottedQuad.Format(V4) : ToIPAddress().ToString();
}
