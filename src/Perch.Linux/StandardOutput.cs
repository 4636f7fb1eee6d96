namespace Perch.Linux;

/// <summary>Text to standard output, without the terminal and the threads that System.Console brings.</summary>
public static class StandardOutput
{
    private const int Descriptor = 1;

    private const int ErrorDescriptor = 2;

    /// <summary>A pipe that is writable takes this much without waiting (PIPE_BUF of
    /// linux/limits.h).</summary>
    private const int LongestWrite = 4096;

    /// <summary>Waits until all is written, or nobody reads any more.</summary>
    public static void Write(ReadOnlySpan<byte> text) => WriteAll(Descriptor, text);

    /// <summary>The same to standard error.</summary>
    public static void WriteError(ReadOnlySpan<byte> text) => WriteAll(ErrorDescriptor, text);

    /// <summary>Never waits: whoever reads may be slow, or stuck. False: nobody reads, and the line is lost. What is
    /// longer than a pipe takes at once is cut.</summary>
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

    private static void WriteAll(int descriptor, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var written = (int)Libc.Write(descriptor, text, text.Length);
            if (written < 0 && Libc.LastError is not (Errno.Interrupted or Errno.WouldBlock))
            {
                return;
            }

            text = text[Math.Max(0, written)..];
        }
    }
}
