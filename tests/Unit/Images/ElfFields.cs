using System.Buffers.Binary;

namespace Perch.Tests.Unit.Images;

/// <summary>Reads an ELF file as elf(5) lays it out, in the class and byte order that its first bytes name.</summary>
internal readonly ref struct ElfFields(ReadOnlySpan<byte> elf)
{
    private readonly ReadOnlySpan<byte> _elf = elf;

    public bool Is64Bit => _elf[4] == 2;

    private bool IsBigEndian => _elf[5] == 2;

    /// <summary>Where a program header lies: they follow the ELF header at once.</summary>
    public int Segment(int number) => Is64Bit ? 64 + (number * 56) : 52 + (number * 32);

    public ushort Half(int offset32, int offset64) => IsBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_elf[Pick(offset32, offset64)..])
        : BinaryPrimitives.ReadUInt16LittleEndian(_elf[Pick(offset32, offset64)..]);

    public uint Word(int offset32, int offset64) => IsBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(_elf[Pick(offset32, offset64)..])
        : BinaryPrimitives.ReadUInt32LittleEndian(_elf[Pick(offset32, offset64)..]);

    public ulong Address(int offset32, int offset64) => (Is64Bit, IsBigEndian) switch
    {
        (false, _) => Word(offset32, offset64),
        (true, true) => BinaryPrimitives.ReadUInt64BigEndian(_elf[offset64..]),
        (true, false) => BinaryPrimitives.ReadUInt64LittleEndian(_elf[offset64..]),
    };

    private int Pick(int offset32, int offset64) => Is64Bit ? offset64 : offset32;
}
