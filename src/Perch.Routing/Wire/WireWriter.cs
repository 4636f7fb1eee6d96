using System.Buffers.Binary;

namespace Perch.Routing.Wire;

/// <summary>Writes network byte order to the front of a span whose size the caller has computed.</summary>
internal ref struct WireWriter(Span<byte> bytes)
{
    private Span<byte> _rest = bytes;

    public void Write(byte value)
    {
        _rest[0] = value;
        _rest = _rest[1..];
    }

    public void Write(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_rest, value);
        _rest = _rest[2..];
    }

    public void WriteUInt24(uint value)
    {
        Write((byte)(value >> 16));
        Write((ushort)value);
    }

    public void Write(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_rest, value);
        _rest = _rest[4..];
    }

    public void Write(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128BigEndian(_rest, value);
        _rest = _rest[16..];
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_rest);
        _rest = _rest[bytes.Length..];
    }
}
