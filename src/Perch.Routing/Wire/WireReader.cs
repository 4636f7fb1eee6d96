using System.Buffers.Binary;

namespace Perch.Routing.Wire;

/// <summary>Reads network byte order from the front of a span. Reading past the end never throws: it gives zeros and
/// sets <see cref="Failed"/>, which is asked once, at the end.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool Failed { get; private set; }

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte ReadByte()
    {
        var field = Take(1);
        return field.IsEmpty ? (byte)0 : field[0];
    }

    public ushort ReadUInt16()
    {
        var field = Take(2);
        return field.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(field);
    }

    public uint ReadUInt24()
    {
        var field = Take(3);
        return field.IsEmpty ? 0 : ((uint)field[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(field[1..]);
    }

    public uint ReadUInt32()
    {
        var field = Take(4);
        return field.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(field);
    }

    public UInt128 ReadUInt128()
    {
        var field = Take(16);
        return field.IsEmpty ? 0 : BinaryPrimitives.ReadUInt128BigEndian(field);
    }

    public void Skip(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || _rest.Length < count)
        {
            Failed = true;
            return default;
        }

        var field = _rest[..count];
        _rest = _rest[count..];
        return field;
    }
}
