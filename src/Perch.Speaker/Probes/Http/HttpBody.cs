using System.Buffers.Text;

namespace Perch.Speaker.Probes.Http;

/// <summary>How much of a body (RFC 9112 6, 7) has come.</summary>
/// <param name="Length">Bytes that were written out.</param>
/// <param name="IsComplete">The whole body is there, or as much of it as there is room for.</param>
internal readonly record struct HttpBody(int Length, bool IsComplete)
{
    /// <summary>Writes what has come of the body to <paramref name="to"/>, without the framing.</summary>
    /// <returns>False when chunks are announced, and this is not what they look like.</returns>
    public static bool TryDecode(HttpHead head, ReadOnlySpan<byte> from, Span<byte> to, out HttpBody body)
    {
        if (head.Chunked)
        {
            return TryDecodeChunks(from, to, out body);
        }

        var whole = Math.Min(head.ContentLength ?? to.Length, to.Length);
        var length = (int)Math.Min(from.Length, whole);
        from[..length].CopyTo(to);
        body = new HttpBody(length, length == whole);
        return true;
    }

    private static bool TryDecodeChunks(ReadOnlySpan<byte> from, Span<byte> to, out HttpBody body)
    {
        body = default;
        while (TryTakeLine(ref from, out var line))
        {
            if (!Utf8Parser.TryParse(line, out int size, out var digits, 'x') || size < 0 || digits == 0)
            {
                return false;
            }

            if (size == 0)
            {
                body = body with { IsComplete = true };
                return true;
            }

            var room = to.Length - body.Length;
            var taken = Math.Min(Math.Min(size, from.Length), room);
            from[..taken].CopyTo(to[body.Length..]);
            body = new HttpBody(body.Length + taken, taken == room);
            if (body.IsComplete || from.Length - 2 < size)
            {
                return true;
            }

            from = from[(size + 2)..];
        }

        return true;
    }

    /// <summary>The line before the next CR LF; chunk extensions stay behind the number, where nobody reads them.
    /// </summary>
    private static bool TryTakeLine(ref ReadOnlySpan<byte> from, out ReadOnlySpan<byte> line)
    {
        var end = from.IndexOf("\r\n"u8);
        line = end < 0 ? [] : from[..end];
        from = end < 0 ? from : from[(end + 2)..];
        return end >= 0;
    }
}
