using System.Text;

namespace Perch.Docker.Transport;

/// <summary>Everything that a command said, to its end.</summary>
internal readonly record struct MultiplexedOutput(string Stdout, string Stderr)
{
    /// <summary>A status document is a few KiB; whoever sends more than this is no speaker.</summary>
    private const int Limit = 16 * 1024 * 1024;

    public static async Task<MultiplexedOutput> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var stdout = new MemoryStream();
        using var stderr = new MemoryStream();
        await foreach (var frame in Frame.ReadAsync(stream, cancellationToken))
        {
            if (stdout.Length + stderr.Length + frame.Payload.Length > Limit)
            {
                throw Frame.NotFrames();
            }

            await (frame.IsStderr ? stderr : stdout).WriteAsync(frame.Payload, cancellationToken);
        }

        return new MultiplexedOutput(Text(stdout), Text(stderr));
    }

    private static string Text(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
}
