using System.Buffers.Binary;

namespace Perch.Speaker.Probes.Dns;

/// <summary>One question (RFC 1035 4.1), encoded once; every look gives it a new id.</summary>
/// <remarks>
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |                      ID                       |
/// |QR|   Opcode  |AA|TC|RD|RA|   Z    |   RCODE   |
/// |       QDCOUNT = 1     |       ANCOUNT = 0     |
/// |       NSCOUNT = 0     |       ARCOUNT = 0     |
/// |                     QNAME                     |
/// |         QTYPE         |      QCLASS = IN      |
/// </code>
/// </remarks>
internal sealed class DnsQuery
{
    public const int HeaderLength = 12;

    /// <summary>Internet (RFC 1035 3.2.4).</summary>
    private const ushort ClassIn = 1;

    /// <summary>RD: a resolver needs it, an authoritative server passes over it.</summary>
    private const ushort RecursionDesired = 0x0100;

    private readonly byte[] _message;

    public DnsQuery(ReadOnlySpan<byte> name, ushort type)
    {
        Type = type;
        _message = new byte[HeaderLength + name.Length + 4];
        var header = _message.AsSpan();
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], 1);
        name.CopyTo(header[HeaderLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[^4..], type);
        BinaryPrimitives.WriteUInt16BigEndian(header[^2..], ClassIn);
    }

    public ushort Type { get; }

    public ushort Id
    {
        get => BinaryPrimitives.ReadUInt16BigEndian(_message);
        set => BinaryPrimitives.WriteUInt16BigEndian(_message, value);
    }

    public ReadOnlyMemory<byte> Message => _message;

    /// <summary>Name, type and class, as an answer must repeat them.</summary>
    public ReadOnlySpan<byte> Question => _message.AsSpan(HeaderLength);
}
