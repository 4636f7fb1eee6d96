using System.Buffers.Binary;
using System.Net;
using System.Text;
using Perch.Model;

namespace Perch.Speaker.Probes.Dns;

/// <summary>One resource record (RFC 1035 4.1.3), in the presentation form that an operator would write.</summary>
internal readonly ref struct DnsRecord(ReadOnlySpan<byte> message, ushort type, int start, int length)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public ushort Type => type;

    private ReadOnlySpan<byte> Data => _message.Slice(start, length);

    /// <summary>Whether it reads as wanted: names in any case and with or without the last dot, addresses in any
    /// form; of a SOA the primary's name is enough.</summary>
    public bool Reads(string wanted)
    {
        var text = Text();
        if (IPAddress.TryParse(wanted, out var address) && text is not null)
        {
            return text == address.ToString();
        }

        return Same(text, wanted) || (type == DnsRegistry.Soa && Same(text?.Split(' ')[0], wanted));
    }

    /// <summary>Null when the data is not what its type promises. A type not known here reads as RFC 3597 5 has it.
    /// </summary>
    public string? Text() => type switch
    {
        DnsRegistry.A when length == 4 => new IPAddress(Data).ToString(),
        DnsRegistry.Aaaa when length == 16 => new IPAddress(Data).ToString(),
        DnsRegistry.A or DnsRegistry.Aaaa => null,
        DnsRegistry.Cname or DnsRegistry.Ns or DnsRegistry.Ptr or DnsRegistry.Dname => Fields(numbers: 0, names: 1),
        DnsRegistry.Mx => Fields(numbers: 1, names: 1),
        DnsRegistry.Srv => Fields(numbers: 3, names: 1),
        DnsRegistry.Soa => Soa(),
        DnsRegistry.Txt => Strings(),
        _ => $"\\# {length} {Convert.ToHexString(Data)}",
    };

    private static bool Same(string? one, string other) =>
        one is not null && one.TrimEnd('.').Equals(other.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    /// <summary>16-bit numbers, then names; nothing behind them.</summary>
    private string? Fields(int numbers, int names)
    {
        var parts = new List<string>();
        var at = start;
        for (var number = 0; number < numbers && at + 2 <= start + length; number++, at += 2)
        {
            parts.Add($"{BinaryPrimitives.ReadUInt16BigEndian(_message[at..])}");
        }

        for (var name = 0; name < names && DnsName.TryDecode(_message, ref at, out var text); name++)
        {
            parts.Add(text);
        }

        return parts.Count == numbers + names && at == start + length ? string.Join(' ', parts) : null;
    }

    /// <summary>RFC 1035 3.3.13: two names and five 32-bit numbers.</summary>
    private string? Soa()
    {
        const int numbers = 5;
        var at = start;
        if (!DnsName.TryDecode(_message, ref at, out var primary)
            || !DnsName.TryDecode(_message, ref at, out var mailbox)
            || at + (numbers * sizeof(uint)) != start + length)
        {
            return null;
        }

        var text = new StringBuilder($"{primary} {mailbox}");
        for (; at < start + length; at += sizeof(uint))
        {
            text.Append(' ').Append(BinaryPrimitives.ReadUInt32BigEndian(_message[at..]));
        }

        return text.ToString();
    }

    /// <summary>RFC 1035 3.3.14: the strings of a TXT, one after the other without quotes.</summary>
    private string? Strings()
    {
        var text = new StringBuilder();
        var rest = Data;
        while (!rest.IsEmpty)
        {
            var size = rest[0];
            if (size >= rest.Length)
            {
                return null;
            }

            text.Append(Encoding.UTF8.GetString(rest.Slice(1, size)));
            rest = rest[(1 + size)..];
        }

        return text.ToString();
    }
}
