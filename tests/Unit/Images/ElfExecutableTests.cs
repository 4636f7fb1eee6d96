using Perch.Images;
using Perch.Images.Elf;

namespace Perch.Tests.Unit.Images;

/// <summary>The holder's executables, field by field as elf(5) lays them out.</summary>
public sealed class ElfExecutableTests
{
    private const byte Little = 1, Big = 2;

    public static TheoryData<string> Platforms => [.. HolderProgram.Platforms.Select(platform => platform.ToString())];

    [Theory]
    [InlineData("linux/amd64", 2, Little, 62, 0)]
    [InlineData("linux/arm64", 2, Little, 183, 0)]
    [InlineData("linux/arm/v7", 1, Little, 40, 0x0500_0000)]
    [InlineData("linux/386", 1, Little, 3, 0)]
    [InlineData("linux/riscv64", 2, Little, 243, 0)]
    [InlineData("linux/ppc64le", 2, Little, 21, 2)]
    [InlineData("linux/s390x", 2, Big, 22, 0)]
    public void The_header_names_the_machine(string platform, byte fileClass, byte order, ushort machine, uint flags)
    {
        var elf = HolderOf(platform);
        var fields = new ElfFields(elf);

        Assert.Equal([0x7F, (byte)'E', (byte)'L', (byte)'F', fileClass, order, 1, 0], elf[..8]);
        Assert.Equal(machine, fields.Half(18, 18));
        Assert.Equal(flags, fields.Word(36, 48));
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void The_header_has_the_size_of_its_class_and_two_segments(string platform)
    {
        var fields = new ElfFields(HolderOf(platform));

        Assert.Equal(2, fields.Half(16, 16)); // e_type: ET_EXEC
        Assert.Equal(fields.Is64Bit ? 64u : 52u, fields.Address(28, 32)); // e_phoff
        Assert.Equal(fields.Is64Bit ? 64 : 52, fields.Half(40, 52)); // e_ehsize
        Assert.Equal(fields.Is64Bit ? 56 : 32, fields.Half(42, 54)); // e_phentsize
        Assert.Equal(2, fields.Half(44, 56)); // e_phnum
        Assert.Equal(0, fields.Half(48, 60)); // e_shnum
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void One_segment_is_mapped_to_be_read_and_run(string platform)
    {
        var elf = HolderOf(platform);
        var fields = new ElfFields(elf);
        var start = fields.Segment(0);

        Assert.Equal(1u, fields.Word(start, start)); // p_type: PT_LOAD
        Assert.Equal(5u, fields.Word(start + 24, start + 4)); // p_flags: read and execute, never write
        Assert.Equal(0u, fields.Address(start + 4, start + 8)); // p_offset
        Assert.Equal(ElfExecutable.Origin, fields.Address(start + 8, start + 16)); // p_vaddr
        Assert.Equal((ulong)elf.Length, fields.Address(start + 16, start + 32)); // p_filesz
        Assert.Equal((ulong)elf.Length, fields.Address(start + 20, start + 40)); // p_memsz
        Assert.Equal(0x1_0000u, fields.Address(start + 28, start + 48)); // p_align: the largest page
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void The_stack_cannot_be_run(string platform)
    {
        var fields = new ElfFields(HolderOf(platform));
        var start = fields.Segment(1);

        Assert.Equal(0x6474_E551u, fields.Word(start, start)); // p_type: PT_GNU_STACK
        Assert.Equal(6u, fields.Word(start + 24, start + 4)); // p_flags: read and write
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void It_starts_at_the_first_byte_after_the_headers(string platform)
    {
        var fields = new ElfFields(HolderOf(platform));
        var code = fields.Segment(2);

        Assert.Equal(ElfExecutable.Origin + (ulong)code, fields.Address(24, 24)); // e_entry
        Assert.Equal(0, code % 4); // instructions of four bytes are fetched aligned
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void It_is_far_below_a_kilobyte(string platform) => Assert.InRange(HolderOf(platform).Length, 100, 256);

    private static byte[] HolderOf(string platform) => HolderProgram.For(Platform.Parse(platform)!);
}
