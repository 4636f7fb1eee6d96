using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Perch.Docker.Transport;

/// <summary>
/// One piece of standard output or standard error, as the Engine API's attach sends them on one stream without a
/// terminal: {stream, 0, 0, 0, length: 4 bytes big-endian} and that many bytes.
/// </summary>
internal readonly record struct Frame(bool IsStderr, byte[] Payload)
{
    private const int HeaderLength = 8;
    private const byte StderrStream = 2;

    /// <summary>A status document is a few KiB; whoever sends more than this at once is nobody of ours.</summary>
    private const int Limit = 16 * 1024 * 1024;

    /// <summary>One after the other, until the stream ends.</summary>
    public static async IAsyncEnumerable<Frame> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        while (await FillAsync(stream, header, cancellationToken) is var got and > 0)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            if (got < HeaderLength || header[0] > StderrStream || length > Limit)
            {
                throw NotFrames();
            }

            var payload = new byte[length];
            if (await FillAsync(stream, payload, cancellationToken) < length)
            {
                throw NotFrames();
            }

            yield return new Frame(header[0] == StderrStream, payload);
        }
    }

    public static DockerException NotFrames() =>
        new("The engine's stream is not what attach promises: cut short, or no frames");

    private static ValueTask<int> FillAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
        stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
}
