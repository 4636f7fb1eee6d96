using System.Text.Json;
using System.Threading.Channels;
using Perch.Agent.Events;
using Perch.Tls;

namespace Perch.Agent.Webhooks;

/// <summary>Sends every event to a URL, in their order; nobody waits for it. What cannot be sent in time is dropped
/// and counted.</summary>
public sealed class Webhook : IPodEvents, IDisposable
{
    /// <summary>Events that wait to be sent; of more the oldest is dropped.</summary>
    private const int Waiting = 256;

    /// <summary>With the pauses between them, two minutes and a half.</summary>
    private const int MostTries = 8;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly WebhookTarget _target;
    private readonly string _host;
    private readonly AgentLog _log;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    private readonly Channel<PodEvent> _waiting;
    private string _said = "";

    /// <param name="host">This host's name, for whoever gets events of several.</param>
    /// <param name="authorities">Who may vouch for an https target.</param>
    public Webhook(WebhookTarget target, string host, Authorities authorities, AgentLog log, TimeProvider time)
    {
        _http = WebhookClient.Of(target, authorities, AnswerTimeout);
        (_target, _host, _log, _time) = (target, host, log, time);
        var options = new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest };
        _waiting = Channel.CreateBounded<PodEvent>(options, _ => Ended?.Invoke("dropped"));
    }

    /// <summary>An event is "delivered" or "dropped".</summary>
    public event Action<string>? Ended;

    public void Add(PodEvent what) => _waiting.Writer.TryWrite(what);

    /// <summary>Runs until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var what in _waiting.Reader.ReadAllAsync(stop))
            {
                Ended?.Invoke(await DeliverAsync(what, stop) ? "delivered" : "dropped");
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What still waits is in the agent's own log of events.
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> DeliverAsync(PodEvent what, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WebhookMessage(_host, what), EventJson.Default.WebhookMessage);
        for (var tries = 1; ; tries++)
        {
            if (await WhyNotAsync(body, stop) is not { } why)
            {
                Say("");
                return true;
            }

            Say(why);
            if (tries == MostTries)
            {
                return false;
            }

            await Task.Delay(Pause(tries), _time, stop);
        }
    }

    /// <summary>1, 2, 4 … 60 s.</summary>
    internal static TimeSpan Pause(int tries) =>
        tries > 6 ? LongestPause : TimeSpan.FromSeconds(1 << (tries - 1));

    /// <returns>Null when it was taken.</returns>
    private async Task<string?> WhyNotAsync(byte[] body, CancellationToken stop)
    {
        try
        {
            using var response = await _http.SendAsync(WebhookClient.Request(_target, body), stop);
            return response.IsSuccessStatusCode ? null : $"it answers {(int)response.StatusCode}";
        }
        catch (HttpRequestException error)
        {
            // Its own message may name the address.
            return error.InnerException is TlsException tls ? tls.Message : $"{error.HttpRequestError}";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"it does not answer within {AnswerTimeout.TotalSeconds:0} s";
        }
    }

    /// <summary>Each change once.</summary>
    private void Say(string why)
    {
        if (why.Length > 0 && why != _said)
        {
            _log.Warning("webhook", $"events cannot be sent to {_target}: {why}");
        }

        _said = why;
    }
}
