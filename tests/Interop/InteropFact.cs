using System.Runtime.CompilerServices;

// Each test has namespaces, folders and processes of its own, and nearly all of its time is waiting.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = 10)]

namespace Perch.Tests.Interop;

/// <summary>A test in network namespaces, skipped in sight where the machine does not have what it takes.</summary>
internal sealed class InteropFactAttribute : FactAttribute
{
    public InteropFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        : base(file, line) => Skip = Machine.Missing;
}

/// <summary>The same for every host router.</summary>
internal sealed class InteropTheoryAttribute : TheoryAttribute
{
    public InteropTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        : base(file, line) => Skip = Machine.Missing;
}

/// <summary>What the tests need of the machine.</summary>
internal static class Machine
{
    private static readonly (string File, string Package)[] Needed =
    [
        ("/usr/sbin/bird", "bird2"), ("/usr/lib/frr/ospfd", "frr"), ("/bin/busybox", "busybox-static"),
        ("/usr/bin/nsenter", "util-linux"), ("/usr/bin/tcpdump", "tcpdump"),
    ];

    /// <summary>Null when nothing is missing.</summary>
    public static string? Missing
    {
        get
        {
            var packages = Needed.Where(needed => !File.Exists(needed.File)).Select(needed => needed.Package).ToList();
            return !Environment.IsPrivilegedProcess ? "needs root, for network namespaces"
                : packages.Count > 0 ? $"needs the packages {string.Join(' ', packages)}"
                : null;
        }
    }
}
