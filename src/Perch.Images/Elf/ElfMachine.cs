namespace Perch.Images.Elf;

/// <summary>What the header of an ELF file says of the processor it is for.</summary>
/// <param name="Id"><c>e_machine</c>, from elf(5) and the processor's ABI.</param>
/// <param name="Is64Bit"><c>EI_CLASS</c>: addresses of eight bytes, else of four.</param>
/// <param name="IsBigEndian"><c>EI_DATA</c>.</param>
/// <param name="Flags"><c>e_flags</c>: the version of the ABI, where the kernel or its tools look at it.</param>
internal sealed record ElfMachine(ushort Id, bool Is64Bit, bool IsBigEndian = false, uint Flags = 0)
{
    public static ElfMachine I386 { get; } = new(3, Is64Bit: false);

    public static ElfMachine Ppc64le { get; } = new(21, Is64Bit: true, Flags: 2); // ELFv2: the entry is code

    public static ElfMachine S390x { get; } = new(22, Is64Bit: true, IsBigEndian: true);

    public static ElfMachine Arm { get; } = new(40, Is64Bit: false, Flags: 0x0500_0000); // EF_ARM_EABI_VER5

    public static ElfMachine Amd64 { get; } = new(62, Is64Bit: true);

    public static ElfMachine Arm64 { get; } = new(183, Is64Bit: true);

    public static ElfMachine Riscv64 { get; } = new(243, Is64Bit: true);
}
