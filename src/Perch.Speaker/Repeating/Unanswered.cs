using System.Buffers.Binary;
using Perch.Linux;
using Perch.Model;

namespace Perch.Speaker.Repeating;

/// <summary>The questions that have come over UDP and were not answered yet. Pure: packets and times go in.</summary>
internal sealed class Unanswered
{
    /// <summary>Whoever has waited longer has asked again, or given up (resolv.conf(5): timeout).</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Of some hundred bytes each. A server that leaves more behind answers nobody in time.</summary>
    internal const int Most = 4096;

    private readonly Dictionary<Conversation, List<Question>> _open = [];
    private readonly Queue<Question> _inOrder = [];

    public int Count => _inOrder.Count(question => question.IsOpen);

    public void Ask(in UdpPacket packet, TimeSpan now)
    {
        var client = new Conversation(packet.Source, packet.SourcePort, packet.Destination, packet.DestinationPort);
        var question = new Question(client, packet.Payload.ToArray(), now);
        if (!_open.TryGetValue(client, out var asked))
        {
            _open.Add(client, asked = []);
        }

        asked.Add(question);
        _inOrder.Enqueue(question);
        Forget(now);
    }

    /// <summary>Answers the question with the same first two bytes, which are the ID of a DNS message (RFC 1035
    /// 4.1.1); of a protocol that has none there, the oldest.</summary>
    public void Answer(in UdpPacket packet)
    {
        var client = new Conversation(packet.Destination, packet.DestinationPort, packet.Source, packet.SourcePort);
        if (_open.TryGetValue(client, out var asked))
        {
            var id = IdOf(packet.Payload.Span);
            Remove(asked.Find(question => IdOf(question.Payload.Span) == id) ?? asked[0]);
        }
    }

    /// <summary>What was asked up to a moment and still waits, oldest first.</summary>
    public IReadOnlyList<Question> AskedBy(TimeSpan moment, TimeSpan now)
    {
        Forget(now);
        return [.. _inOrder.Where(question => question.At <= moment && question.IsOpen)];
    }

    /// <summary>What was answered stays in line until its turn has come.</summary>
    private void Forget(TimeSpan now)
    {
        while (_inOrder.TryPeek(out var oldest)
            && (_inOrder.Count > Most || now - oldest.At > Longest || !oldest.IsOpen))
        {
            _inOrder.Dequeue();
            Remove(oldest);
        }
    }

    private void Remove(Question question)
    {
        question.IsOpen = false;
        if (_open.TryGetValue(question.Client, out var asked) && asked.Remove(question) && asked.Count == 0)
        {
            _open.Remove(question.Client);
        }
    }

    private static int IdOf(ReadOnlySpan<byte> payload) =>
        payload.Length < 2 ? -1 : BinaryPrimitives.ReadUInt16BigEndian(payload);
}

/// <summary>Who asks whom.</summary>
internal readonly record struct Conversation(IpAddress Client, int ClientPort, IpAddress Server, int ServerPort);

/// <summary>One datagram that awaits another. Two of the same bytes are two questions.</summary>
internal sealed class Question(Conversation client, ReadOnlyMemory<byte> payload, TimeSpan at)
{
    public Conversation Client { get; } = client;

    public ReadOnlyMemory<byte> Payload { get; } = payload;

    public TimeSpan At { get; } = at;

    /// <summary>Neither answered nor forgotten.</summary>
    public bool IsOpen { get; set; } = true;
}
