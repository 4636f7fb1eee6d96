using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Perch.Linux;

/// <summary>What a process may do beyond an ordinary user (capabilities(7)); the bits of
/// linux/capability.h.</summary>
[Flags]
public enum Capability : ulong
{
    None = 0,

    /// <summary>Add addresses to interfaces.</summary>
    NetAdmin = 1UL << 12,

    /// <summary>Open raw sockets.</summary>
    NetRaw = 1UL << 13,
}

/// <summary>Reads the capabilities of this process and gives up those that it needs no more.</summary>
public static class Capabilities
{
    /// <summary><c>_LINUX_CAPABILITY_VERSION_3</c>.</summary>
    private const uint Version3 = 0x2008_0522;

    /// <summary><c>PR_SET_NO_NEW_PRIVS</c> of linux/prctl.h.</summary>
    private const int SetNoNewPrivileges = 38;

    /// <summary>Those in effect; may hold bits that have no name here.</summary>
    public static Capability Held
    {
        get
        {
            Span<CapabilityWord> words = stackalloc CapabilityWord[2];
            var header = new CapabilityHeader { Version = Version3 };
            return Libc.CapabilityGet(ref header, words) < 0
                ? throw new KernelException("capget", Libc.LastError)
                : (Capability)(((ulong)words[1].Effective << 32) | words[0].Effective);
        }
    }

    /// <summary>Gives up everything else, for good: nothing that this process starts can have more.</summary>
    public static void KeepOnly(Capability kept)
    {
        Drop(kept);
        OnFinalizerThread(kept);
        if (Libc.Control(SetNoNewPrivileges, 1, 0, 0, 0) < 0)
        {
            throw new KernelException("prctl(PR_SET_NO_NEW_PRIVS)", Libc.LastError);
        }
    }

    /// <summary>capset(2) acts on one thread, and the runtime started one of its own before Main.</summary>
    private static void OnFinalizerThread(Capability kept)
    {
        Abandon(kept);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Abandon(Capability kept) => _ = new DroppedWhenFinalized(kept);
    }

    private static void Drop(Capability kept)
    {
        var held = Held & kept;
        var low = new CapabilityWord { Effective = (uint)held, Permitted = (uint)held };
        var high = new CapabilityWord { Effective = (uint)((ulong)held >> 32), Permitted = (uint)((ulong)held >> 32) };
        var header = new CapabilityHeader { Version = Version3 };
        if (Libc.CapabilitySet(ref header, [low, high]) < 0)
        {
            throw new KernelException("capset", Libc.LastError);
        }
    }

    private sealed class DroppedWhenFinalized(Capability kept)
    {
        ~DroppedWhenFinalized() => Drop(kept);
    }

    /// <summary><c>struct __user_cap_header_struct</c>; process 0 is the calling thread.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CapabilityHeader
    {
        internal uint Version;
        internal int Process;
    }

    /// <summary><c>struct __user_cap_data_struct</c>: 32 bits of each set.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CapabilityWord
    {
        internal uint Effective;
        internal uint Permitted;
        internal uint Inheritable;
    }
}
