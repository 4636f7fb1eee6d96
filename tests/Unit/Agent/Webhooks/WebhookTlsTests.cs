using System.Net.Security;
using System.Threading.Channels;
using Perch.Agent;
using Perch.Agent.Webhooks;
using Perch.Tests.Unit.Tls;
using Perch.Tls;

namespace Perch.Tests.Unit.Agent.Webhooks;

/// <summary>Chat services and alerting take events over https alone.</summary>
public sealed class WebhookTlsTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly string _authorityFile = Path.GetTempFileName();
    private readonly TestAuthority _authority = new("Perch test authority");
    private readonly StringWriter _log = new();
    private readonly Channel<string> _heads = Channel.CreateUnbounded<string>();

    public WebhookTlsTests() => File.WriteAllText(_authorityFile, _authority.Pem);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        File.Delete(_authorityFile);
    }

    [Fact]
    public async Task An_event_arrives_at_the_name_and_path_of_the_url()
    {
        var port = await SendAsync("localhost", "delivered");
        var head = await _heads.Reader.ReadAsync(Token);
        Assert.StartsWith("POST /s3cret?to=x HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: localhost:{port}\r\n", head, StringComparison.Ordinal);
        Assert.Equal("", _log.ToString());
    }

    [Fact]
    public async Task A_server_that_is_somebody_else_gets_nothing_and_is_named()
    {
        var port = await SendAsync("hooks.example", "dropped");
        Assert.False(_heads.Reader.TryRead(out _));
        Assert.Equal(
            "level=warning event=webhook msg=\"events cannot be sent to "
                + $"https://localhost:{port}: its certificate is made out to hooks.example, not to localhost\"\n",
            _log.ToString());
    }

    [Fact]
    public async Task Without_authorities_it_says_so()
    {
        File.Delete(_authorityFile);
        await SendAsync("localhost", "dropped");
        Assert.Contains("no file of certificate authorities", _log.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Sends one event to a server with a certificate for a name.</summary>
    /// <returns>The server's port.</returns>
    private async Task<int> SendAsync(string name, string outcome)
    {
        using var certificate = _authority.Issue(name, -Day, Day);
        using var server = new TlsServer(certificate, TakeAsync);
        Assert.True(WebhookTarget.TryParse($"https://localhost:{server.Port}/s3cret?to=x", out var target, out _));
        using var webhook = new Webhook(
            target!, "hosta", Authorities.Of(_authorityFile), new AgentLog(_log), new PausingTime());
        var ended = new TaskCompletionSource<string>();
        webhook.Ended += what => ended.TrySetResult(what);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = webhook.RunAsync(stop.Token);
        webhook.Add(WebhookTests.Event("withdrawn"));
        Assert.Equal(outcome, await ended.Task.WaitAsync(Token));
        await stop.CancelAsync();
        await running;
        return server.Port;
    }

    private async Task TakeAsync(SslStream tls)
    {
        using var reader = new StreamReader(tls, leaveOpen: true);
        var head = "";
        while (await reader.ReadLineAsync(Token) is { Length: > 0 } line)
        {
            head += line + "\r\n";
        }

        if (head.Length == 0)
        {
            // It has looked at our certificate, and gone.
            return;
        }

        _heads.Writer.TryWrite(head);
        await tls.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), Token);
    }
}
