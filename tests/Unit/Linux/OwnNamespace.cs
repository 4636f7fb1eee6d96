using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Perch.Tests.Unit.Linux;

/// <summary>Runs a test on a thread in a network namespace of its own, which ends with it.</summary>
internal static partial class OwnNamespace
{
    /// <summary><c>CLONE_NEWNET</c> of linux/sched.h.</summary>
    private const int NewNetwork = 0x4000_0000;

    public static void Run(Action test)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to make a network namespace");
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() => failure = Try(test));
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>ip(8) in the namespace of the calling thread.</summary>
    public static void Ip(string arguments)
    {
        using var ip = Process.Start("ip", arguments.Split(' '));
        ip.WaitForExit();
        Assert.Equal(0, ip.ExitCode);
    }

    private static ExceptionDispatchInfo? Try(Action test)
    {
        try
        {
            Assert.True(Unshare(NewNetwork) == 0, "no network namespace to be had");
            test();
            return null;
        }
#pragma warning disable CA1031 // whatever it was goes to the thread of the test
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }

    [LibraryImport("libc", EntryPoint = "unshare")]
    private static partial int Unshare(int flags);
}
