namespace Perch.Images;

/// <summary>What an image runs on, in the words of the OCI image index: Linux on one processor architecture.</summary>
/// <param name="Architecture">Go's name of the architecture: amd64, arm64, arm.</param>
/// <param name="Variant">Its variant where there are several: v7 of arm.</param>
public sealed record Platform(string Architecture, string? Variant = null)
{
    public static Platform Amd64 { get; } = new("amd64");
    public static Platform Arm64 { get; } = new("arm64");
    public static Platform ArmV7 { get; } = new("arm", "v7");
    public static Platform I386 { get; } = new("386");
    public static Platform Riscv64 { get; } = new("riscv64");
    public static Platform Ppc64le { get; } = new("ppc64le");
    public static Platform S390x { get; } = new("s390x");

    /// <summary>The part of an archive's file name that tells architectures apart: "arm-v7".</summary>
    public string FileSuffix => Variant is null ? Architecture : $"{Architecture}-{Variant}";

    /// <summary>Reads what an engine says of itself: the machine name of uname(2) in <c>/info</c>, Go's name
    /// in <c>/version</c>.</summary>
    /// <returns>Null for an architecture that no image is made for.</returns>
    public static Platform? FromEngine(string architecture) => architecture switch
    {
        "x86_64" or "amd64" => Amd64,
        "aarch64" or "arm64" => Arm64,
        "armv7l" or "armv8l" or "arm" => ArmV7,
        "i386" or "i486" or "i586" or "i686" or "386" => I386,
        "riscv64" => Riscv64,
        "ppc64le" => Ppc64le,
        "s390x" => S390x,
        _ => null,
    };

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static Platform? Parse(string text) => text.Split('/') switch
    {
        ["linux", var architecture] => new Platform(architecture),
        ["linux", var architecture, var variant] => new Platform(architecture, variant),
        _ => null,
    };

    /// <summary>"linux/arm/v7", as <c>docker --platform</c> takes it.</summary>
    public override string ToString() => Variant is null ? $"linux/{Architecture}" : $"linux/{Architecture}/{Variant}";
}
