using Microsoft.Win32.SafeHandles;

namespace Perch.Linux;

/// <summary>A file descriptor that is closed once, by its owner.</summary>
public sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    public Descriptor()
        : base(ownsHandle: true)
    {
    }

    /// <summary>System calls return an int: -1 arrives as 4294967295 in a handle of 64 bits.</summary>
    public override bool IsInvalid => (int)handle == -1;

    public override string ToString() => $"descriptor {handle}";

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
