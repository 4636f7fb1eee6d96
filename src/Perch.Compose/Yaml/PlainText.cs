using System.Buffers;
using System.Net;

namespace Perch.Compose.Yaml;

/// <summary>
/// Which texts may stand without quotes and still be read as the same text (YAML 1.1 and 1.2 alike).
/// </summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@=+,;()$^~ -");

    /// <summary>What numbers and dates are made of: 1, 0x1F, 1e3, 1_000, 53:53, 2026-11-24, .inf.</summary>
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789abcdefABCDEFxXo_.:+-TZ");

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan", "=", "<<",
    };

    public static bool Is(string text) =>
        !Words.Contains(text)
        && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '.' or '_' or '$' || IsOption(text))
        && !LooksLikeNumber(text)
        && !text.AsSpan().ContainsAnyExcept(Harmless)
        && !text.EndsWith(':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.EndsWith(' ');

    /// <summary>True for a plain scalar that YAML takes for something other than text. An IPv6 address is nothing else
    /// to Compose, whose YAML has no numbers with colons.</summary>
    public static bool IsNoText(string plain) =>
        Words.Contains(plain) || (LooksLikeNumber(plain) && !IsIpv6(plain));

    /// <summary>A dash begins a list only before a space: "-v" and "--verbose" are texts.</summary>
    private static bool IsOption(string text) =>
        text[0] == '-' && text.TrimStart('-') is [var first, ..] && char.IsAsciiLetter(first);

    private static bool LooksLikeNumber(string text) =>
        (char.IsAsciiDigit(text[0]) || text[0] is '.' or '+' or '-')
        && !text.AsSpan().ContainsAnyExcept(Numeric)
        && text.AsSpan().ContainsAnyInRange('0', '9')
        && !IsDottedQuad(text);

    /// <summary>.NET also takes "200" for an address, 0.0.0.200.</summary>
    private static bool IsIpv6(string text) =>
        text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text, out _);

    private static bool IsDottedQuad(string text) =>
        text.AsSpan().Count('.') == 3 && !text.Contains(':', StringComparison.Ordinal);
}
