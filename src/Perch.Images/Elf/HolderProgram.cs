namespace Perch.Images.Elf;

/// <summary>
/// The program of the holder: it sleeps until it is killed. No C library, no heap, one page of code, and nothing
/// that could ever need an update. <c>pause</c>; where the kernel has none, <c>ppoll</c> on nothing for ever.
/// </summary>
internal static class HolderProgram
{
    /// <summary>Every platform that a holder is made for.</summary>
    public static IReadOnlyList<Platform> Platforms { get; } =
    [
        Platform.Amd64, Platform.Arm64, Platform.ArmV7, Platform.I386,
        Platform.Riscv64, Platform.Ppc64le, Platform.S390x,
    ];

    /// <summary>The executable for <paramref name="platform"/>, one of <see cref="Platforms"/>.</summary>
    public static byte[] For(Platform platform) => platform.Architecture switch
    {
        "amd64" => ElfExecutable.Wrap(ElfMachine.Amd64, Amd64),
        "arm64" => ElfExecutable.Wrap(ElfMachine.Arm64, Arm64),
        "arm" => ElfExecutable.Wrap(ElfMachine.Arm, Arm),
        "386" => ElfExecutable.Wrap(ElfMachine.I386, I386),
        "riscv64" => ElfExecutable.Wrap(ElfMachine.Riscv64, Riscv64),
        "ppc64le" => ElfExecutable.Wrap(ElfMachine.Ppc64le, Ppc64le),
        "s390x" => ElfExecutable.Wrap(ElfMachine.S390x, S390x),
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "no holder for this platform"),
    };

    // Numbers of system calls: the kernel's arch/*/syscall.tbl and asm-generic/unistd.h.

    private static ReadOnlySpan<byte> Amd64 =>
    [
        0x6A, 0x22, // push 34 (pause)
        0x58, //       pop  rax
        0x0F, 0x05, // syscall
        0xEB, 0xF9, // jmp  start
    ];

    private static ReadOnlySpan<byte> I386 =>
    [
        0x6A, 0x1D, // push 29 (pause)
        0x58, //       pop  eax
        0xCD, 0x80, // int  0x80
        0xEB, 0xF9, // jmp  start
    ];

    private static ReadOnlySpan<byte> Arm64 =>
    [
        0x00, 0x00, 0x80, 0xD2, // mov x0, #0   no descriptors
        0x01, 0x00, 0x80, 0xD2, // mov x1, #0
        0x02, 0x00, 0x80, 0xD2, // mov x2, #0   no time limit
        0x03, 0x00, 0x80, 0xD2, // mov x3, #0   no signal mask
        0x28, 0x09, 0x80, 0xD2, // mov x8, #73  ppoll
        0x01, 0x00, 0x00, 0xD4, // svc #0
        0xFA, 0xFF, 0xFF, 0x17, // b   start
    ];

    private static ReadOnlySpan<byte> Arm =>
    [
        0x1D, 0x70, 0xA0, 0xE3, // mov r7, #29  pause
        0x00, 0x00, 0x00, 0xEF, // svc #0
        0xFC, 0xFF, 0xFF, 0xEA, // b   start
    ];

    private static ReadOnlySpan<byte> Riscv64 =>
    [
        0x13, 0x05, 0x00, 0x00, // li a0, 0     no descriptors
        0x93, 0x05, 0x00, 0x00, // li a1, 0
        0x13, 0x06, 0x00, 0x00, // li a2, 0     no time limit
        0x93, 0x06, 0x00, 0x00, // li a3, 0     no signal mask
        0x93, 0x08, 0x90, 0x04, // li a7, 73    ppoll
        0x73, 0x00, 0x00, 0x00, // ecall
        0x6F, 0xF0, 0x9F, 0xFE, // j  start
    ];

    private static ReadOnlySpan<byte> Ppc64le =>
    [
        0x1D, 0x00, 0x00, 0x38, // li r0, 29    pause
        0x02, 0x00, 0x00, 0x44, // sc
        0xF8, 0xFF, 0xFF, 0x4B, // b  start
    ];

    private static ReadOnlySpan<byte> S390x =>
    [
        0x0A, 0x1D, //             svc 29       pause
        0xA7, 0xF4, 0xFF, 0xFF, // j   start
    ];
}
