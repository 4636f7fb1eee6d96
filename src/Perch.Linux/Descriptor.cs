using Microsoft.Win32.SafeHandles;

namespace Perch.Linux;

/// <summary>A file descriptor that is closed once, by its owner.</summary>
public sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    public Descriptor()
        : base(ownsHandle: true)
    {
    }

    public override string ToString() => $"descriptor {handle}";

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
