using System.Globalization;

namespace Perch.Linux;

/// <summary>
/// Memory that is held and not used: garbage, and pages of the executable. Those are the page cache's own, unchanged;
/// what is needed again is mapped again within microseconds. One rare moment, such as a start or a flood, would
/// otherwise keep them mapped for ever.
/// </summary>
public sealed class IdleMemory
{
    /// <summary><c>MADV_DONTNEED</c> of asm-generic/mman-common.h.</summary>
    private const int DoNotNeed = 4;

    private readonly List<(nuint Start, nuint Length)> _executable =
        UnchangedMappings(File.ReadLines("/proc/self/smaps"), Environment.ProcessPath);

    public void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        foreach (var (start, length) in _executable)
        {
            // Advice: where the kernel does not take it, nothing is lost.
            _ = Libc.Advise(start, length, DoNotNeed);
        }
    }

    /// <summary>
    /// The read-only mappings of one file of which no page is this process's own (a relocated page is, and must stay),
    /// out of the lines of proc_pid_smaps(5).
    /// </summary>
    internal static List<(nuint Start, nuint Length)> UnchangedMappings(IEnumerable<string> lines, string? file)
    {
        var found = new List<(nuint, nuint)>();
        (nuint Start, nuint Length)? mapping = null;
        foreach (var line in lines)
        {
            if (line.EndsWith(" kB", StringComparison.Ordinal))
            {
                if (mapping is { } candidate && line.StartsWith("Anonymous:", StringComparison.Ordinal)
                    && line.EndsWith(" 0 kB", StringComparison.Ordinal))
                {
                    found.Add(candidate);
                }
            }
            else if (!line.StartsWith("VmFlags:", StringComparison.Ordinal))
            {
                mapping = Header(line, file);
            }
        }

        return found;
    }

    /// <summary>"00400000-00452000 r-xp 00000000 08:02 173521  /perch-speaker".</summary>
    private static (nuint Start, nuint Length)? Header(string line, string? file)
    {
        var dash = line.IndexOf('-', StringComparison.Ordinal);
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var readOnly = space > 0 && line.AsSpan(space + 1) is ['r', '-', ..];
        return readOnly && file is not null && line.EndsWith(" " + file, StringComparison.Ordinal)
            && TryParse(line.AsSpan(0, dash), out var start)
            && TryParse(line.AsSpan(dash + 1, space - dash - 1), out var end)
            ? (start, end - start)
            : null;
    }

    private static bool TryParse(ReadOnlySpan<char> address, out nuint value) =>
        nuint.TryParse(address, NumberStyles.AllowHexSpecifier, null, out value);
}
