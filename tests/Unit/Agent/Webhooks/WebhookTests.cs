using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Perch.Agent;
using Perch.Agent.Events;
using Perch.Agent.Webhooks;
using Perch.Tls;

namespace Perch.Tests.Unit.Agent.Webhooks;

/// <summary>Events reach whoever wants them, in their order, and a receiver that is down holds nobody up.</summary>
public sealed class WebhookTests : IDisposable
{
    private const string Secret = "/hooks/s3cret?token=s3cret";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StringWriter _log = new();
    private readonly Channel<string> _ended = Channel.CreateUnbounded<string>();

    public WebhookTests() => _listener.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:8080/x", "http://127.0.0.1:8080")]
    [InlineData("https://hooks.example/s3cret", "https://hooks.example:443")]
    [InlineData("http://user:s3cret@h1/s3cret?s3cret", "http://h1:80")]
    public void What_is_said_of_a_target_holds_no_secret(string url, string said)
    {
        Assert.True(WebhookTarget.TryParse(url, out var target, out _));
        Assert.Equal(said, $"{target}");
    }

    [Theory]
    [InlineData("hooks.example/x", "such as https://")]
    [InlineData("file:///etc/passwd", "such as https://")]
    public void What_cannot_be_sent_to_is_refused_in_words(string url, string words)
    {
        Assert.False(WebhookTarget.TryParse(url, out _, out var problem));
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_is_refused_is_sent_again_and_the_next_one_after_it()
    {
        using var webhook = Open();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = webhook.RunAsync(stop.Token);
        webhook.Add(Event("first"));
        webhook.Add(Event("second"));
        Assert.Equal("first", await TakeAsync("500 Internal Server Error"));
        Assert.Equal("first", await TakeAsync("204 No Content"));
        Assert.Equal("second", await TakeAsync("204 No Content"));
        Assert.Equal("delivered", await _ended.Reader.ReadAsync(Token));
        Assert.Equal("delivered", await _ended.Reader.ReadAsync(Token));
        await stop.CancelAsync();
        await running;
        Assert.Contains("it answers 500", _log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_can_wait_are_dropped_and_counted()
    {
        using var webhook = Open();
        for (var i = 0; i < 300; i++)
        {
            webhook.Add(Event($"number {i}"));
        }

        Assert.Equal(300 - 256, _ended.Reader.Count);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_named_without_its_secret()
    {
        using var webhook = Open();
        _listener.Stop();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = webhook.RunAsync(stop.Token);
        webhook.Add(Event("lost"));
        Assert.Equal("dropped", await _ended.Reader.ReadAsync(Token));
        await stop.CancelAsync();
        await running;
        Assert.Contains("events cannot be sent to http://127.0.0.1:", _log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pauses_double_up_to_a_minute() => Assert.Equal(
        [1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 8).Select(tries => Webhook.Pause(tries).TotalSeconds));

    private Webhook Open()
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Assert.True(WebhookTarget.TryParse($"http://127.0.0.1:{port}{Secret}", out var target, out _));
        var webhook = new Webhook(target!, "hosta", Authorities.Anyone, new AgentLog(_log), new PausingTime());
        webhook.Ended += outcome => _ended.Writer.TryWrite(outcome);
        return webhook;
    }

    /// <summary>Takes one POST, answers it, and returns the sentence of its event.</summary>
    private async Task<string> TakeAsync(string status)
    {
        using var client = await _listener.AcceptTcpClientAsync(Token);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.Equal($"POST {Secret} HTTP/1.1", await reader.ReadLineAsync(Token));
        var length = 0;
        while (await reader.ReadLineAsync(Token) is { Length: > 0 } line)
        {
            length = line.StartsWith("Content-Length: ", StringComparison.Ordinal) ? int.Parse(line[16..]) : length;
        }

        var body = new char[length];
        await reader.ReadBlockAsync(body, Token);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Token);
        var message = JsonElement.Parse(new string(body));
        Assert.Equal("hosta", message.GetProperty("host").GetString());
        return message.GetProperty("event").GetProperty("sentence").GetString()!;
    }

    internal static PodEvent Event(string sentence) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        Project = "dns",
        Service = "powerdns",
        Kind = PodEventKind.Withdrawn,
        Sentence = sentence,
    };
}
