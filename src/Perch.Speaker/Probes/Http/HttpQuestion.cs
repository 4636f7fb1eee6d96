using System.Globalization;
using System.Text;
using Perch.Model.Config;

namespace Perch.Speaker.Probes.Http;

/// <summary>A GET request (RFC 9112) and what its answer must be: status and, if wanted, a text in the body.</summary>
internal sealed class HttpQuestion : Question
{
    /// <summary>How much of the body is searched; the configuration's promise.</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>Four of nginx's default large_client_header_buffers.</summary>
    private const int MaxHead = 32 * 1024;

    private readonly byte[] _request;
    private readonly int? _status;
    private readonly string? _text;
    private readonly byte[]? _textBytes;
    private readonly byte[] _body;

    /// <param name="host">What the Host header says where the operator gave none.</param>
    public HttpQuestion(HttpProbeConfig config, string host)
    {
        _request = Encoding.UTF8.GetBytes(
            $"GET {config.Path} HTTP/1.1\r\n"
            + $"Host: {config.Host ?? host}\r\n"
            + "User-Agent: perch-speaker\r\n"
            + "Accept: */*\r\n"
            + "Accept-Encoding: identity\r\n"
            + "Connection: close\r\n\r\n");
        _status = config.Status;
        _text = config.Body;
        _textBytes = _text is null ? null : Encoding.UTF8.GetBytes(_text);
        _body = _text is null ? [] : new byte[MaxBody];
    }

    /// <summary>Head and body, and as much again for the sizes between chunks.</summary>
    public override int MaxReply => MaxHead + (_text is null ? 0 : 2 * MaxBody);

    public override ReadOnlyMemory<byte> Ask() => _request;

    public override Judgement Judge(ReadOnlySpan<byte> reply, bool ended)
    {
        if (!HttpHead.TryDecode(reply, out var head, out var problem))
        {
            return Judgement.Fail(problem);
        }

        if (head.IsComplete && head.IsInterim)
        {
            return Judge(reply[head.Length..], ended);
        }

        if (!head.IsComplete)
        {
            return ended ? Judgement.Fail("closed the connection before its answer was complete") : Judgement.Pending;
        }

        if (!IsExpected(head.Status))
        {
            return Judgement.Fail($"answered status {head.Status}, expected {Expected}");
        }

        return _textBytes is null
            ? Judgement.Pass($"status {head.Status}")
            : JudgeBody(head, reply[head.Length..], ended);
    }

    private string Expected => _status?.ToString(CultureInfo.InvariantCulture) ?? "200 to 399";

    private bool IsExpected(int status) => _status is { } one ? status == one : status is >= 200 and < 400;

    private Judgement JudgeBody(HttpHead head, ReadOnlySpan<byte> rest, bool ended)
    {
        if (!HttpBody.TryDecode(head, rest, _body, out var body))
        {
            return Judgement.Fail($"answered status {head.Status} with a body that is not chunked as it says");
        }

        if (_body.AsSpan(0, body.Length).IndexOf(_textBytes) >= 0)
        {
            return Judgement.Pass($"status {head.Status} with the text");
        }

        return ended || body.IsComplete
            ? Judgement.Fail($"answered status {head.Status}, but its body of {body.Length} bytes has no \"{_text}\"")
            : Judgement.Pending;
    }
}
