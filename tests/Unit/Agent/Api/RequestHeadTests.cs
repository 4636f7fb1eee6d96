using System.Text;
using Perch.Agent.Api;
using Perch.Agent.Events;

namespace Perch.Tests.Unit.Agent.Api;

/// <summary>What of HTTP the agent understands.</summary>
public sealed class RequestHeadTests
{
    [Fact]
    public void A_question_is_a_path_and_words()
    {
        Assert.True(Parse(
            "GET /v1/events?service=a%20b&since=2026-11-27T12%3A00%3A00Z&x HTTP/1.1\r\nHost: agent\r\n\r\n",
            out var head));
        Assert.Equal(("GET", "/v1/events"), (head.Method, head.Path));
        Assert.Equal("a b", head.Query["service"]);
        Assert.Equal("2026-11-27T12:00:00Z", head.Query["since"]);
        Assert.Equal("", head.Query["x"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("GET http://agent/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/2\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\n\r\n")]
    public void What_is_no_such_question_is_refused(string text) => Assert.False(Parse(text, out _));

    [Fact]
    public void Whatever_bytes_come_nothing_throws()
    {
        var random = new Random(4711);
        var (bytes, understood) = (new byte[64], 0);
        for (var i = 0; i < 10_000; i++)
        {
            random.NextBytes(bytes);
            Encoding.ASCII.GetBytes("GET /").CopyTo(bytes, 0);
            Encoding.ASCII.GetBytes(" HTTP/1.1\r\n\r\n").CopyTo(bytes, bytes.Length - 13);
            understood += RequestHead.TryParse(bytes, out _) ? 1 : 0;
        }

        Assert.InRange(understood, 1, 9_999);
    }

    [Fact]
    public void What_perch_asks_is_what_the_agent_reads()
    {
        var query = new EventQuery
        {
            Project = "dns",
            Service = "power&dns",
            Since = new DateTimeOffset(2026, 11, 27, 12, 0, 0, 123, TimeSpan.FromHours(1)),
        };
        Assert.True(Parse($"GET {ApiRoutes.Ask(query, follow: true)} HTTP/1.1\r\n\r\n", out var head));
        Assert.Equal(ApiRoutes.Events, head.Path);
        Assert.Equal("power&dns", head.Query["service"]);
        Assert.Equal("2026-11-27T12:00:00.1230000+01:00", head.Query["since"]);
        Assert.Equal("true", head.Query["follow"]);
    }

    private static bool Parse(string text, out RequestHead head) =>
        RequestHead.TryParse(Encoding.ASCII.GetBytes(text), out head);
}
