using System.Buffers.Binary;
using System.Text;

namespace Perch.Docker.Transport;

/// <summary>
/// Standard output and standard error on one stream, as the Engine API's attach sends them without a terminal:
/// frames of {stream, 0, 0, 0, length: 4 bytes big-endian} and that many bytes.
/// </summary>
internal readonly record struct MultiplexedOutput(string Stdout, string Stderr)
{
    private const int HeaderLength = 8;
    private const byte StderrStream = 2;

    /// <summary>A status document is a few KiB; whoever sends more than this is no speaker.</summary>
    private const int Limit = 16 * 1024 * 1024;

    public static async Task<MultiplexedOutput> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var stdout = new MemoryStream();
        using var stderr = new MemoryStream();
        var header = new byte[HeaderLength];
        while (await FillAsync(stream, header, cancellationToken) is var got and > 0)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            if (got < HeaderLength || header[0] > StderrStream || stdout.Length + stderr.Length + length > Limit)
            {
                throw NotFrames();
            }

            var payload = new byte[length];
            if (await FillAsync(stream, payload, cancellationToken) < length)
            {
                throw NotFrames();
            }

            await (header[0] == StderrStream ? stderr : stdout).WriteAsync(payload, cancellationToken);
        }

        return new MultiplexedOutput(Text(stdout), Text(stderr));
    }

    private static ValueTask<int> FillAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
        stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    private static DockerException NotFrames() =>
        new("The engine's stream is not what attach promises: cut short, or no frames");

    private static string Text(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
}
