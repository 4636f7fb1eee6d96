namespace Perch.Images.Elf;

/// <summary>The smallest honest ELF executable: one header, one segment to run, one that keeps the stack from
/// being run (System V ABI, chapters 4 and 5).</summary>
internal static class ElfExecutable
{
    /// <summary>Where the file is mapped: above every <c>vm.mmap_min_addr</c>, and a multiple of the largest
    /// page of any machine here (64 KiB on arm64 and ppc64le).</summary>
    public const uint Origin = 0x40_0000;

    private const uint LargestPage = 0x1_0000;
    private const ushort SegmentCount = 2;

    // Names and values of elf(5).
    private const byte ElfClass32 = 1, ElfClass64 = 2;
    private const byte ElfDataLittleEndian = 1, ElfDataBigEndian = 2;
    private const byte VersionCurrent = 1;
    private const ushort TypeExecutable = 2;
    private const uint SegmentLoad = 1, SegmentGnuStack = 0x6474_E551;
    private const uint Execute = 1, Write = 2, Read = 4;

    /// <summary>Wraps machine code that starts at its first byte and never returns.</summary>
    public static byte[] Wrap(ElfMachine machine, ReadOnlySpan<byte> code)
    {
        var headerSize = machine.Is64Bit ? 64 : 52;
        var segmentSize = machine.Is64Bit ? 56 : 32;
        var codeOffset = (uint)(headerSize + (SegmentCount * segmentSize));
        var fileSize = codeOffset + (uint)code.Length;

        var elf = new ElfWriter(machine);
        WriteHeader(elf, machine, headerSize, segmentSize, Origin + codeOffset);
        WriteSegment(elf, machine, new Segment(SegmentLoad, Read | Execute, Origin, fileSize, LargestPage));
        WriteSegment(elf, machine, new Segment(SegmentGnuStack, Read | Write, 0, 0, Alignment: 16));
        elf.Bytes(code);
        return elf.ToArray();
    }

    private static void WriteHeader(ElfWriter elf, ElfMachine machine, int size, int segmentSize, uint entry)
    {
        elf.Bytes([0x7F, .. "ELF"u8]);
        elf.Bytes([machine.Is64Bit ? ElfClass64 : ElfClass32]);
        elf.Bytes([machine.IsBigEndian ? ElfDataBigEndian : ElfDataLittleEndian]);
        elf.Bytes([VersionCurrent, .. new byte[9]]); // EI_VERSION, System V, padding
        elf.Half(TypeExecutable);
        elf.Half(machine.Id);
        elf.Word(VersionCurrent);
        elf.Address(entry);
        elf.Address((ulong)size); // the program headers follow at once
        elf.Address(0); // no section headers
        elf.Word(machine.Flags);
        elf.Half((ushort)size);
        elf.Half((ushort)segmentSize);
        elf.Half(SegmentCount);
        elf.Bytes(new byte[6]); // no section headers: size, count, names
    }

    private static void WriteSegment(ElfWriter elf, ElfMachine machine, Segment segment)
    {
        elf.Word(segment.Type);
        if (machine.Is64Bit)
        {
            elf.Word(segment.Flags);
        }

        elf.Address(0); // offset: the file from its start
        elf.Address(segment.Origin);
        elf.Address(segment.Origin);
        elf.Address(segment.Size);
        elf.Address(segment.Size);
        if (!machine.Is64Bit)
        {
            elf.Word(segment.Flags);
        }

        elf.Address(segment.Alignment);
    }

    private readonly record struct Segment(uint Type, uint Flags, uint Origin, uint Size, uint Alignment);
}
