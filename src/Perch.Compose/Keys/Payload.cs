using System.Buffers;
using System.Text;

namespace Perch.Compose.Keys;

/// <summary>
/// The bytes of a datagram as an operator writes them: a text, or 0x and two hexadecimal digits per byte.
/// </summary>
internal static class Payload
{
    /// <summary>
    /// The most that one datagram carries without being cut on an Ethernet (1500 less IPv4 and UDP headers).
    /// </summary>
    private const int MaxLength = 1472;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static string? Check(string text) => !IsHex(text) && text.Length > MaxLength ? TooLong(text.Length)
        : !IsHex(text) ? text.Length == 0 ? "is empty" : null
        : text.Length == 2 || text.Length % 2 != 0 ? $"{text} has no two hexadecimal digits for each byte"
        : text.Length / 2 - 1 > MaxLength ? TooLong(text.Length / 2 - 1)
        : text.AsSpan(2).IndexOfAnyExcept(HexDigits) is >= 0 and var at
            ? $"'{text[at + 2]}' is not a hexadecimal digit"
            : null;

    /// <summary>For a text that <see cref="Check"/> has nothing against.</summary>
    public static string ToBase64(string text) =>
        Convert.ToBase64String(IsHex(text) ? Convert.FromHexString(text.AsSpan(2)) : Encoding.UTF8.GetBytes(text));

    private static bool IsHex(string text) => text.StartsWith("0x", StringComparison.Ordinal);

    private static string TooLong(int length) => $"{length} bytes do not fit a datagram of {MaxLength}";
}
