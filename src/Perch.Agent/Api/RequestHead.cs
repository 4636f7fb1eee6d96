using System.Text;

namespace Perch.Agent.Api;

/// <summary>What somebody asks of the agent: the first line of an HTTP request (RFC 9112 3). The rest of its head is
/// read and not heeded: there is one representation of everything, and no body.</summary>
public readonly record struct RequestHead(string Method, string Path, IReadOnlyDictionary<string, string> Query)
{
    /// <summary>nginx's default for one header (large_client_header_buffers).</summary>
    public const int Limit = 8 * 1024;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>The head is all there.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.IndexOf(End) >= 0;

    /// <summary>False when this is no HTTP/1 request.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RequestHead head)
    {
        head = default;
        var line = bytes.IndexOf("\r\n"u8) is var end and >= 0 ? Encoding.ASCII.GetString(bytes[..end]) : "";
        if (line.Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
        {
            return false;
        }

        var parts = target.Split('?', 2);
        var query = new Dictionary<string, string>();
        foreach (var pair in parts.Length > 1 ? parts[1].Split('&', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            var word = pair.Split('=', 2);
            query[Unescape(word[0])] = word.Length > 1 ? Unescape(word[1]) : "";
        }

        head = new RequestHead(method, Unescape(parts[0]), query);
        return true;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
