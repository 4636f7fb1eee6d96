using System.Buffers.Binary;

namespace Perch.Images.Elf;

/// <summary>Collects the fields of an ELF file in the byte order and address size of one machine.</summary>
internal sealed class ElfWriter(ElfMachine machine)
{
    private readonly List<byte> _bytes = [];

    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    public void Half(ushort value) => Number(value, sizeof(ushort));

    public void Word(uint value) => Number(value, sizeof(uint));

    /// <summary>An address, offset or size: the fields that make ELF32 and ELF64 differ.</summary>
    public void Address(ulong value) => Number(value, machine.Is64Bit ? sizeof(ulong) : sizeof(uint));

    public byte[] ToArray() => [.. _bytes];

    private void Number(ulong value, int size)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        if (machine.IsBigEndian)
        {
            BinaryPrimitives.WriteUInt64BigEndian(number, value);
            Bytes(number[^size..]);
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
            Bytes(number[..size]);
        }
    }
}
