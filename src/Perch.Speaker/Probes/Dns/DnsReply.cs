using System.Buffers.Binary;

namespace Perch.Speaker.Probes.Dns;

/// <summary>The header of a DNS message (RFC 1035 4.1.1) and the way to what is behind it.</summary>
internal readonly ref struct DnsReply
{
    private const int Response = 0x8000;
    private const int TruncatedBit = 0x0200;
    private const int RcodeMask = 0x000F;

    /// <summary>Type, class, TTL and length behind a record's name (RFC 1035 4.1.3).</summary>
    private const int RecordFields = 10;

    private readonly ReadOnlySpan<byte> _message;

    private DnsReply(ReadOnlySpan<byte> message) => _message = message;

    public ushort Id => Field(0);

    public bool IsResponse => (Field(2) & Response) != 0;

    public bool Truncated => (Field(2) & TruncatedBit) != 0;

    public int Rcode => Field(2) & RcodeMask;

    public int Questions => Field(4);

    public int Answers => Field(6);

    public static bool TryDecode(ReadOnlySpan<byte> message, out DnsReply reply)
    {
        reply = new DnsReply(message);
        return message.Length >= DnsQuery.HeaderLength;
    }

    /// <summary>Whether it repeats the question, in upper or lower case.</summary>
    public bool Repeats(ReadOnlySpan<byte> question)
    {
        var body = _message[DnsQuery.HeaderLength..];
        return Questions == 1 && body.Length >= question.Length && EqualIgnoringCase(body[..question.Length], question);
    }

    /// <summary>Looks through the answer section for a record of one type.</summary>
    /// <param name="wanted">How it must read; see <see cref="DnsRecord.Reads"/>.</param>
    /// <param name="other">How the first one of the type reads when none reads as wanted.</param>
    /// <returns>Null when the message breaks off or makes no sense.</returns>
    public bool? HasAnswer(ushort type, string wanted, out string? other)
    {
        other = null;
        var at = DnsQuery.HeaderLength;
        for (var question = 0; question < Questions; question++)
        {
            if (!DnsName.TrySkip(_message, ref at) || (at += 4) > _message.Length)
            {
                return null;
            }
        }

        for (var answer = 0; answer < Answers; answer++)
        {
            if (!TryReadRecord(ref at, out var record))
            {
                return null;
            }

            if (record.Type == type && record.Reads(wanted))
            {
                return true;
            }

            other ??= record.Type == type ? record.Text() : null;
        }

        return false;
    }

    private bool TryReadRecord(ref int at, out DnsRecord record)
    {
        record = default;
        if (!DnsName.TrySkip(_message, ref at) || at + RecordFields > _message.Length)
        {
            return false;
        }

        var start = at + RecordFields;
        var length = Field(start - 2);
        if (start + length > _message.Length)
        {
            return false;
        }

        record = new DnsRecord(_message, Field(at), start, length);
        at = start + length;
        return true;
    }

    private ushort Field(int at) => BinaryPrimitives.ReadUInt16BigEndian(_message[at..]);

    private static bool EqualIgnoringCase(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] != other[i] && ((one[i] | 0x20) != (other[i] | 0x20) || !char.IsAsciiLetter((char)one[i])))
            {
                return false;
            }
        }

        return true;
    }
}
