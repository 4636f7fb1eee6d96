using Perch.Agent.Api;
using Perch.Agent.Events;
using Perch.Agent.Metrics;
using Perch.Agent.Observe;
using Perch.Agent.Update;
using Perch.Agent.Webhooks;

namespace Perch.Agent;

/// <summary>The whole agent: what heals, what updates, and what can be asked of them.</summary>
public sealed class AgentProcess : IDisposable
{
    private readonly AgentOptions _options;
    private readonly EventLog _log;
    private readonly AgentMetrics _metrics;
    private readonly PrometheusText _text;
    private readonly Webhook? _webhook;
    private readonly Observer _observer;
    private readonly List<ApiServer> _servers = [];

    /// <exception cref="IOException">It cannot keep its state, or cannot listen where it is to.</exception>
    public AgentProcess(AgentOptions options)
    {
        var time = options.Time;
        _log = new EventLog(options.StateDirectory, EventLimits.Default, time);
        _metrics = new AgentMetrics(() => _observer!.Standings(), () => _log.Lost, time);
        _text = new PrometheusText(_metrics.Meter);
        _webhook = options.Webhook is { } target
            ? new Webhook(target, Environment.MachineName, options.Authorities, options.Log, time)
            : null;
        IReadOnlyList<IPodEvents> webhook = _webhook is null ? [] : [_webhook];
        _observer = new Observer(_log, [_metrics, .. webhook, .. options.Events], options.Connect, time);
        _observer.PassTook += _metrics.Passed;
        _webhook?.Ended += _metrics.Delivered;
        _options = options with { Events = [_observer.Events], Observer = _observer };
        Listen(new ApiRoutes(_observer, _text));
    }

    /// <summary>Runs until it is told to stop. When one part cannot, the process ends and is started again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops =
        [
            new HostAgent(_options).RunAsync(stop.Token), new UpdateLoop(_options).RunAsync(stop.Token),
            .. _servers.Select(server => server.RunAsync(stop.Token)),
            .. _webhook is null ? (Task[])[] : [_webhook.RunAsync(stop.Token)],
        ];
        var first = await Task.WhenAny(loops);
        await stop.CancelAsync();
        await first;
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        _observer.Dispose();
        _webhook?.Dispose();
        _text.Dispose();
        _metrics.Dispose();
        _log.Dispose();
    }

    private void Listen(ApiRoutes routes)
    {
        _servers.Add(ApiServer.OnUnixSocket(_options.SocketPath, routes.Answer, _options.Time));
        _options.Log.Information("api", $"questions are answered at unix://{_options.SocketPath}");
        if (_options.Metrics is { } address)
        {
            _servers.Add(ApiServer.OnAddress(address, routes.AnswerMetrics, _options.Time));
            _options.Log.Information("metrics", $"metrics are at http://{address}{ApiRoutes.MetricsPath}");
        }

        if (_options.Webhook is { } target)
        {
            _options.Log.Information("webhook", $"events are sent to {target}");
            if (target.IsTls && _options.Authorities.Problem is { } problem)
            {
                _options.Log.Warning("webhook", $"nothing can be sent to {target}: {problem}");
            }
        }
    }
}
