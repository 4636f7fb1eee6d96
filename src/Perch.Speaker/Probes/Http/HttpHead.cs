using System.Buffers.Text;
using System.Text;

namespace Perch.Speaker.Probes.Http;

/// <summary>Status line and header fields of an HTTP/1.x response (RFC 9112 4, 5), as far as they have come.</summary>
/// <param name="Length">With the empty line; zero when that has not come yet.</param>
/// <param name="ContentLength">Null when the response does not say.</param>
internal readonly record struct HttpHead(int Status, int Length, long? ContentLength, bool Chunked)
{
    public bool IsComplete => Length > 0;

    /// <summary>100 to 199: another response follows (RFC 9110 15.2).</summary>
    public bool IsInterim => Status is >= 100 and < 200;

    private static ReadOnlySpan<byte> Version => "HTTP/1."u8;

    private static ReadOnlySpan<byte> EndOfLine => "\r\n"u8;

    /// <returns>False when this is no HTTP response; what is only unfinished is not complete.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> reply, out HttpHead head, out string problem)
    {
        head = default;
        problem = "answered something that is not HTTP";
        var start = reply[..Math.Min(reply.Length, Version.Length)];
        if (!Version.StartsWith(start))
        {
            return false;
        }

        var end = reply.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return true;
        }

        // "HTTP/1.1 200 OK": the code is where RFC 9112 4 has it, or nowhere.
        var fields = reply[..(end + EndOfLine.Length)];
        if (!Utf8Parser.TryParse(fields[(Version.Length + 2)..], out int status, out var digits) || digits != 3)
        {
            return false;
        }

        head = new HttpHead(status, end + 4, null, false);
        for (var next = fields.IndexOf(EndOfLine); next >= 0; next = fields.IndexOf(EndOfLine))
        {
            head = head.With(fields[..next]);
            fields = fields[(next + EndOfLine.Length)..];
        }

        return true;
    }

    private HttpHead With(ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        if (colon < 0)
        {
            return this;
        }

        var name = field[..colon];
        var value = field[(colon + 1)..].Trim(" \t"u8);
        if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8) && Utf8Parser.TryParse(value, out long length, out _))
        {
            return this with { ContentLength = length };
        }

        return Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8) && EndsWithChunked(value)
            ? this with { Chunked = true }
            : this;
    }

    private static bool EndsWithChunked(ReadOnlySpan<byte> codings)
    {
        var chunked = "chunked"u8;
        return codings.Length >= chunked.Length && Ascii.EqualsIgnoreCase(codings[^chunked.Length..], chunked);
    }
}
