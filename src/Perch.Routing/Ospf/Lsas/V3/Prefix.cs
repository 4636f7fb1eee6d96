using Perch.Model;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas.V3;

/// <summary>
/// A prefix as OSPFv3 writes it, padded to whole 32-bit words (RFC 5340 A.4.1).
/// <code>
/// +-------+-------+---------------+
/// | Length|Options| depends on LSA|
/// |        Address prefix         |
/// |              ...              |
/// </code>
/// </summary>
/// <param name="Length">Bits, 0 to 128.</param>
/// <param name="Address">Its bits beyond <paramref name="Length"/> are zero.</param>
internal readonly record struct Prefix(byte Length, PrefixOptions Options, UInt128 Address)
{
    private const int FixedSize = 4;
    private const int MaxLength = 128;

    public int Size => FixedSize + (Words * sizeof(uint));

    private int Words => (Length + 31) / 32;

    public static Prefix Of(AnycastPrefix prefix, PrefixOptions options) =>
        new((byte)prefix.Length, options, prefix.Address.Value);

    /// <returns>False when the length is none of a prefix; running out of bytes is the reader's to say.</returns>
    public static bool TryRead(ref WireReader reader, out Prefix prefix, out ushort third)
    {
        prefix = new Prefix(reader.ReadByte(), (PrefixOptions)reader.ReadByte(), 0);
        third = reader.ReadUInt16();
        if (prefix.Length > MaxLength)
        {
            return false;
        }

        UInt128 address = 0;
        for (var word = 0; word < prefix.Words; word++)
        {
            address |= (UInt128)reader.ReadUInt32() << (96 - (32 * word));
        }

        prefix = prefix with { Address = address };
        return true;
    }

    /// <param name="third">What the LSA in hand has in the third field.</param>
    public void Encode(ref WireWriter writer, ushort third)
    {
        writer.Write(Length);
        writer.Write((byte)Options);
        writer.Write(third);
        for (var word = 0; word < Words; word++)
        {
            writer.Write((uint)(Address >> (96 - (32 * word))));
        }
    }
}

/// <summary>RFC 5340 A.4.1.1, RFC 9513.</summary>
[Flags]
internal enum PrefixOptions : byte
{
    None = 0,
    NoUnicast = 0x01,

    /// <summary>The prefix is an address of the originator itself.</summary>
    LocalAddress = 0x02,

    /// <summary>In an NSSA: translate it to an AS-external-LSA.</summary>
    Propagate = 0x08,

    /// <summary>AC: the same address stands in several places on purpose (RFC 9513 9.2, RFC 9983).</summary>
    Anycast = 0x80,
}
