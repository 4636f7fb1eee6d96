using System.Text;
using CsCheck;
using Perch.Model.Config;
using Perch.Speaker.Probes;
using Perch.Speaker.Probes.Http;

namespace Perch.Tests.Unit.Speaker.Probes;

public sealed class HttpQuestionTests
{
    private const string Chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7;x=y\r\n, world\r\n0\r\n\r\n";

    [Fact]
    public void The_request_is_one_that_every_server_understands()
    {
        var request = Encoding.ASCII.GetString(Question(path: "/health").Ask().Span);
        Assert.StartsWith("GET /health HTTP/1.1\r\nHost: 172.22.76.109\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("Connection: close\r\n\r\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", true, "status 200")]
    [InlineData("HTTP/1.0 302 Found\r\nLocation: /\r\n\r\n", true, "status 302")]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", true, "status 204")]
    [InlineData("HTTP/1.1 503 Sick\r\n\r\n", false, "answered status 503, expected 200 to 399")]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n", false, "answered something that is not HTTP")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n", false, "answered something that is not HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\r\n", false, "closed the connection before its answer was complete")]
    [InlineData("", false, "closed the connection before its answer was complete")]
    public void An_answer_is_judged_by_its_status(string reply, bool passed, string said)
    {
        Assert.Equal(new Judgement(passed, said), Judge(Question(), reply, ended: true));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nall is OK", "is OK", true)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nall is OK", "is OK", false)]
    [InlineData(Chunked, "hello, world", true)]
    [InlineData(Chunked, "hello,  world", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "xyz", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nabc", "abc", false)]
    public void A_text_is_looked_for_in_the_body(string reply, string text, bool passed)
    {
        Assert.Equal(passed, Judge(Question(body: text), reply, ended: true).Passed);
    }

    [Fact]
    public void A_body_without_the_text_is_named_with_its_size()
    {
        Assert.Equal(
            "answered status 200, but its body of 12 bytes has no \"bye\"",
            Judge(Question(body: "bye"), Chunked, ended: false).Answer);
    }

    [Fact]
    public void Byte_by_byte_it_waits_exactly_until_it_can_judge()
    {
        var question = Question(body: "hello, world");
        var end = Chunked.IndexOf("world", StringComparison.Ordinal) + "world".Length;
        for (var length = 0; length < end; length++)
        {
            Assert.Null(Judge(question, Chunked[..length], ended: false).Passed);
        }

        Assert.True(Judge(question, Chunked[..end], ended: false).Passed);
    }

    [Fact]
    public void No_answer_makes_it_throw_and_every_end_has_a_verdict()
    {
        var question = Question(body: "hello");
        string[] pieces =
        [
            "HTTP/1.1 ", "200", "100", " OK", "\r\n", "\r\n\r\n", "Content-Length: 5", "Transfer-Encoding: chunked",
            "5", "fffffff0", "-1", "hello", "0", ":",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 20].Sample(picks =>
            Judge(question, string.Concat(picks.Select(pick => pieces[pick])), ended: true).Passed is not null);
        Gen.Byte.Array[0, 300].Sample(reply => question.Judge(reply, ended: true).Passed is not null);
    }

    private static HttpQuestion Question(string path = "/", int? status = null, string? body = null) => new(
        new HttpProbeConfig { Port = 80, Path = path, Status = status, Body = body }, "172.22.76.109");

    private static Judgement Judge(HttpQuestion question, string reply, bool ended) =>
        question.Judge(Encoding.UTF8.GetBytes(reply), ended);
}
