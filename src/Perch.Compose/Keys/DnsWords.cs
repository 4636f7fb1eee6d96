using Perch.Model;

namespace Perch.Compose.Keys;

/// <summary>
/// The registry's names for types and response codes (IANA, Domain Name System Parameters), and what a name
/// is.
/// </summary>
internal static class DnsWords
{
    /// <summary>A name, or TYPE and a number (RFC 3597 5).</summary>
    public static bool IsType(string text) => DnsRegistry.TryType(text, out _);

    public static bool IsRcode(string text) => DnsRegistry.TryRcode(text, out _);

    /// <summary>What is wrong with a domain name; null when it can be asked for (RFC 1035 2.3.4).</summary>
    public static string? CheckName(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (text == ".")
        {
            return null;
        }

        var labels = name.Split('.');
        return name.Length > 253 ? $"a domain name has at most 253 letters, this one {name.Length}"
            : labels.Any(label => label.Length == 0) ? $"'{text}' has an empty label"
            : labels.Any(label => label.Length > 63) ? $"a label of '{text}' has more than 63 letters"
            : name.Any(c => c is <= ' ' or > '~') ? $"'{text}' holds a letter that no domain name has"
            : null;
    }
}
