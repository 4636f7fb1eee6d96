using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SharpFuzz.Common;

namespace Perch.Tests.Fuzz.Engine;

/// <summary>Which branches an execution took and roughly how often: AFL's map of edges, filled by the instrumented
/// Perch.Routing. One for each process, because the counters are static.</summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;
    private const int Width = 32;
    private const int Stride = 4 * Width;

    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(ClassOf)];

    private readonly byte* _map;

    public Coverage()
    {
        _map = (byte*)NativeMemory.AlignedAlloc(Size, Width);
        Trace.SharedMem = _map;
        Reset();
    }

    /// <summary>Since the process began.</summary>
    public static Coverage OfThisProcess { get; } = new();

    /// <summary>Forgets what an execution did that nobody has looked at.</summary>
    public void Reset()
    {
        NativeMemory.Clear(_map, Size);
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds what the last execution did to <paramref name="seen"/>, and is ready for the next: most of the map
    /// is empty, and looking at it must cost less than what is looked at.</summary>
    /// <returns>True when it did something that was not there.</returns>
    public bool MoveTo(byte[] seen)
    {
        var learnt = false;
        for (var at = 0; at < Size; at += Stride)
        {
            var from = _map + at;
            var any = (Vector256.LoadAligned(from) | Vector256.LoadAligned(from + Width))
                | (Vector256.LoadAligned(from + (2 * Width)) | Vector256.LoadAligned(from + (3 * Width)));
            if (any != Vector256<byte>.Zero)
            {
                learnt |= MoveTo(seen, at);
            }
        }

        Trace.PrevLocation = 0;
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

    private bool MoveTo(byte[] seen, int from)
    {
        var learnt = false;
        for (var word = from; word < from + Stride; word += sizeof(ulong))
        {
            if (*(ulong*)(_map + word) == 0)
            {
                continue;
            }

            for (var at = word; at < word + sizeof(ulong); at++)
            {
                var found = Classes[_map[at]];
                learnt |= (seen[at] & found) != found;
                seen[at] |= found;
            }

            *(ulong*)(_map + word) = 0;
        }

        return learnt;
    }

    /// <summary>Never, once, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more: as AFL has it.</summary>
    private static byte ClassOf(int count) => count switch
    {
        0 => 0,
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
