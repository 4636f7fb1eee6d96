using System.Runtime.InteropServices;

namespace Perch.Linux;

/// <summary>Why the kernel refused (errno(3)): those that somebody here acts on. The numbers are those of every
/// architecture that Perch is built for.</summary>
public enum Errno
{
    None = 0,
    NotPermitted = 1,
    Interrupted = 4,
    WouldBlock = 11,
    AccessDenied = 13,
    Exists = 17,
    NoDevice = 19,
    MessageTooLong = 90,
    FamilyNotSupported = 97,
    AddressInUse = 98,
    AddressNotAvailable = 99,
    NetworkDown = 100,
    NetworkUnreachable = 101,
    ConnectionReset = 104,
    NoBuffers = 105,
    TimedOut = 110,
    ConnectionRefused = 111,
    HostUnreachable = 113,
    InProgress = 115,
}

/// <summary>The kernel's own words for an <see cref="Errno"/>.</summary>
public static class ErrnoText
{
    /// <summary>"Connection refused", as strerror(3) has it.</summary>
    public static string Describe(this Errno errno) => Marshal.GetPInvokeErrorMessage((int)errno);
}

/// <summary>The kernel refused what cannot be done without: for start-up, never for bytes from the
/// network.</summary>
public sealed class KernelException(string attempt, Errno errno) : IOException($"{attempt}: {errno.Describe()}")
{
    public Errno Errno => errno;
}
