using System.Globalization;

namespace Perch.Model;

/// <summary>The text form of a 32-bit identifier: four decimal bytes, most significant first.</summary>
public static class DottedQuad
{
    /// <summary>Strict: four parts, 0 to 255, nothing else ("10.1" and "0x0a.0.0.1" are refused).</summary>
    public static bool TryParse(string? text, out uint value)
    {
        value = 0;
        var parts = text?.Split('.') ?? [];
        if (parts.Length != 4)
        {
            return false;
        }

        foreach (var part in parts)
        {
            if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
            {
                return false;
            }

            value = (value << 8) | octet;
        }

        return true;
    }

    public static string Format(uint value) =>
        $"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}";
}
