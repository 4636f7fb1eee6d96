using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SharpFuzz.Common;

namespace Perch.Tests.Fuzz.Engine;

/// <summary>Which branches an execution took and roughly how often: AFL's map of edges, filled by the instrumented
/// Perch.Routing. One for each process, because the counters are static.</summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    private readonly byte* _map;

    public Coverage()
    {
        _map = (byte*)NativeMemory.AlignedAlloc(Size, (nuint)Vector256<byte>.Count);
        Trace.SharedMem = _map;
        Reset();
    }

    /// <summary>Since the process began.</summary>
    public static Coverage OfThisProcess { get; } = new();

    public void Reset()
    {
        NativeMemory.Clear(_map, Size);
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds what the last execution did to <paramref name="seen"/>.</summary>
    /// <returns>True when it did something that was not there.</returns>
    public bool AddTo(byte[] seen)
    {
        var learnt = false;
        for (var at = 0; at < Size; at += Vector256<byte>.Count)
        {
            if (Vector256.LoadAligned(_map + at) != Vector256<byte>.Zero)
            {
                learnt |= AddTo(seen, at);
            }
        }

        return learnt;
    }

    /// <summary>Those that the last execution took.</summary>
    public HashSet<int> Edges()
    {
        var edges = new HashSet<int>();
        for (var at = 0; at < Size; at++)
        {
            if (_map[at] != 0)
            {
                edges.Add(at);
            }
        }

        return edges;
    }

    public static byte[] Nothing() => new byte[Size];

    public static int Count(byte[] seen) => seen.Count(classes => classes != 0);

    private bool AddTo(byte[] seen, int from)
    {
        var learnt = false;
        for (var at = from; at < from + Vector256<byte>.Count; at++)
        {
            var found = _map[at] == 0 ? 0 : ClassOf(_map[at]);
            learnt |= (seen[at] & found) != found;
            seen[at] |= (byte)found;
        }

        return learnt;
    }

    /// <summary>Once, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more: as AFL has it.</summary>
    private static int ClassOf(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
