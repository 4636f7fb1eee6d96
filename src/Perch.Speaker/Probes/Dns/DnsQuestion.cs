using System.Buffers.Binary;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Speaker.Probes.Dns;

/// <summary>A DNS query and what its answer must be: response code and, if asked for, one record of it.</summary>
internal sealed class DnsQuestion : Question
{
    /// <summary>Over TCP every message has its length before it (RFC 1035 4.2.2).</summary>
    private const int LengthPrefix = 2;

    private readonly DnsQuery _query;
    private readonly Random _random;
    private readonly byte[] _framed;
    private readonly bool _overTcp;
    private readonly int _rcode;
    private readonly string? _answer;
    private readonly string _what;

    /// <exception cref="FormatException">Name, type or response code is none.</exception>
    public DnsQuestion(DnsProbeConfig config, bool overTcp, Random random)
    {
        if (!DnsName.TryEncode(config.Name, out var name))
        {
            throw new FormatException($"health: '{config.Name}' is no domain name; write one such as example.dn42");
        }

        if (!DnsRegistry.TryType(config.QueryType, out var type))
        {
            throw new FormatException($"health: '{config.QueryType}' is no DNS type; write one such as SOA or TYPE65");
        }

        if (!DnsRegistry.TryRcode(config.Rcode, out _rcode))
        {
            throw new FormatException($"health: '{config.Rcode}' is no response code; write one such as NOERROR");
        }

        _query = new DnsQuery(name, type);
        _random = random;
        _overTcp = overTcp;
        _answer = config.Answer;
        _what = $"{config.Name} {config.QueryType}";
        _framed = new byte[LengthPrefix + _query.Message.Length];
    }

    public override int MaxReply => LengthPrefix + ushort.MaxValue;

    public override ReadOnlyMemory<byte> Ask()
    {
        _query.Id = (ushort)_random.Next(ushort.MaxValue + 1);
        if (!_overTcp)
        {
            return _query.Message;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_framed, (ushort)_query.Message.Length);
        _query.Message.CopyTo(_framed.AsMemory(LengthPrefix));
        return _framed;
    }

    public override Judgement Judge(ReadOnlySpan<byte> reply, bool ended)
    {
        if (!_overTcp)
        {
            return Judge(reply);
        }

        var length = reply.Length < LengthPrefix ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(reply);
        if (reply.Length - LengthPrefix >= length)
        {
            return Judge(reply.Slice(LengthPrefix, length));
        }

        return ended ? Judgement.Fail("closed the connection before its answer was complete") : Judgement.Pending;
    }

    private Judgement Judge(ReadOnlySpan<byte> message)
    {
        if (!DnsReply.TryDecode(message, out var reply))
        {
            return Judgement.Fail($"answered {message.Length} bytes, which are no DNS message");
        }

        if (reply.Id != _query.Id)
        {
            return _overTcp ? Judgement.Fail("answered with another query's id") : Judgement.Pending;
        }

        if (!reply.IsResponse)
        {
            return Judgement.Fail("sent the query back instead of an answer");
        }

        if (reply.Rcode != _rcode)
        {
            return Judgement.Fail(
                $"answered {DnsRegistry.RcodeName(reply.Rcode)}, expected {DnsRegistry.RcodeName(_rcode)}");
        }

        // A server that refuses may leave the question out.
        if (!reply.Repeats(_query.Question) && (reply.Questions > 0 || _rcode == 0))
        {
            return Judgement.Fail($"answered another question than {_what}");
        }

        return _answer is null ? Judgement.Pass(DnsRegistry.RcodeName(_rcode)) : JudgeAnswer(reply, _answer);
    }

    private Judgement JudgeAnswer(DnsReply reply, string wanted) =>
        reply.HasAnswer(_query.Type, wanted, out var other) switch
        {
            true => Judgement.Pass(wanted),
            _ when reply.Truncated => Judgement.Fail("answered truncated: ask over TCP (transport: tcp)"),
            null => Judgement.Fail("answered a message that breaks off or makes no sense"),
            false when other is null => Judgement.Fail($"the answer has no {_what}, expected {wanted}"),
            false => Judgement.Fail($"answered {other}, expected {wanted}"),
        };
}
