namespace Perch.Linux;

/// <summary>Lines to standard output that never wait: whoever reads them may be slow, or stuck.</summary>
public static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>A pipe that is writable takes this much without waiting (PIPE_BUF of
    /// linux/limits.h).</summary>
    private const int LongestWrite = 4096;

    /// <summary>False: nobody reads, and the line is lost. What is longer than a pipe takes at once is
    /// cut.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> line)
    {
        Span<Libc.PollDescriptor> output = [new() { Descriptor = Descriptor, Events = (short)Readiness.Writable }];
        if (Libc.Poll(output, 1, default(Libc.TimeSpecification), 0) <= 0
            || ((Readiness)output[0].ReturnedEvents & Readiness.Writable) == 0)
        {
            return false;
        }

        var cut = line[..Math.Min(line.Length, LongestWrite)];
        return Libc.Write(Descriptor, cut, cut.Length) == line.Length;
    }
}
