using System.Globalization;
using System.Text;

namespace Perch.Speaker.Probes.Dns;

/// <summary>Domain names between their text (RFC 1035 5.1) and the wire (RFC 1035 3.1, 4.1.4).</summary>
internal static class DnsName
{
    /// <summary>RFC 1035 2.3.4, with the length bytes and the root.</summary>
    public const int MaxLength = 255;

    private const int MaxLabel = 63;

    /// <summary>The two high bits of a length byte that is the first half of a pointer (RFC 1035 4.1.4).</summary>
    private const int Pointer = 0xC0;

    /// <summary>Takes "example.dn42", with or without the last dot; "\." and "\ddd" stand for bytes of a label.
    /// </summary>
    public static bool TryEncode(string text, out byte[] wire)
    {
        wire = [];
        var labels = new List<byte> { 0 };
        var start = 0;
        var rest = text == "." ? "" : text;
        while (rest.Length > 0)
        {
            if (rest[0] == '.')
            {
                rest = rest[1..];
                if (!TryClose(labels, ref start))
                {
                    return false;
                }
            }
            else if (TryTakeByte(ref rest, out var value))
            {
                labels.Add(value);
            }
            else
            {
                return false;
            }
        }

        if (labels.Count > start + 1 && !TryClose(labels, ref start))
        {
            return false;
        }

        wire = [.. labels];
        return wire.Length <= MaxLength;
    }

    /// <summary>Moves <paramref name="at"/> behind the name.</summary>
    /// <param name="text">Absolute, "example.dn42.", what is not printable escaped.</param>
    public static bool TryDecode(ReadOnlySpan<byte> message, ref int at, out string text)
    {
        var name = new StringBuilder();
        text = "";
        if (!TryWalk(message, ref at, name))
        {
            return false;
        }

        text = name.Length == 0 ? "." : name.ToString();
        return true;
    }

    public static bool TrySkip(ReadOnlySpan<byte> message, ref int at) => TryWalk(message, ref at, null);

    /// <summary>Follows pointers backwards only, each behind the one before: no message can make this loop.</summary>
    private static bool TryWalk(ReadOnlySpan<byte> message, ref int at, StringBuilder? name)
    {
        var (position, limit, length) = (at, at, 0);
        var jumped = false;
        while (position < message.Length)
        {
            var size = message[position++];
            if ((size & Pointer) == Pointer && position < message.Length)
            {
                at = jumped ? at : position + 1;
                jumped = true;
                position = ((size & ~Pointer) << 8) | message[position];
                if (position >= limit)
                {
                    return false;
                }

                limit = position;
                continue;
            }

            length += size + 1;
            if (size > MaxLabel || length > MaxLength || position + size > message.Length)
            {
                return false;
            }

            if (size == 0)
            {
                at = jumped ? at : position;
                return true;
            }

            Append(name, message.Slice(position, size));
            position += size;
        }

        return false;
    }

    private static void Append(StringBuilder? name, ReadOnlySpan<byte> label)
    {
        foreach (var value in name is null ? [] : label)
        {
            _ = value switch
            {
                (byte)'.' or (byte)'\\' => name!.Append('\\').Append((char)value),
                > 0x20 and < 0x7F => name!.Append((char)value),
                _ => name!.Append(CultureInfo.InvariantCulture, $"\\{value:000}"),
            };
        }

        name?.Append('.');
    }

    private static bool TryTakeByte(ref string rest, out byte value)
    {
        var escaped = rest[0] == '\\';
        var digits = escaped && rest.Length > 3 && char.IsAsciiDigit(rest[1]);
        var taken = digits ? 4 : escaped ? 2 : 1;
        value = 0;
        if (taken > rest.Length || !char.IsAscii(rest[taken - 1]))
        {
            return false;
        }

        value = (byte)rest[taken - 1];
        var number = digits ? rest.AsSpan(1, 3) : default;
        rest = rest[taken..];
        return !digits || byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Writes the length of the label that just ended, and opens the next.</summary>
    private static bool TryClose(List<byte> labels, ref int start)
    {
        var length = labels.Count - start - 1;
        labels[start] = (byte)Math.Min(length, byte.MaxValue);
        start = labels.Count;
        labels.Add(0);
        return length is > 0 and <= MaxLabel;
    }
}
