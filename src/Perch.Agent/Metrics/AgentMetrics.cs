using System.Diagnostics.Metrics;
using Perch.Agent.Events;
using Perch.Agent.Reconcile;

namespace Perch.Agent.Metrics;

/// <summary>All that the agent measures; names, units and attributes as OpenTelemetry has them.</summary>
public sealed class AgentMetrics : IPodEvents, IDisposable
{
    private const string Project = "perch.project";
    private const string Service = "perch.service";
    private const string Outcome = "perch.outcome";

    private static readonly PodEventKind[] Outcomes =
        [PodEventKind.Updated, PodEventKind.RolledBack, PodEventKind.UpdateFailed, PodEventKind.Replaced];

    private readonly Func<Standings> _standings;
    private readonly TimeProvider _time;
    private readonly Counter<long> _heals;
    private readonly Counter<long> _updates;
    private readonly Counter<long> _withdrawals;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _passes;
    private readonly Lock _gate = new();
    private readonly Dictionary<PodKey, TimeSpan> _ended = [];
    private readonly Dictionary<PodKey, double> _told = [];

    /// <param name="standings">Where every pod stands now.</param>
    /// <param name="eventsLost">How many events could not be written down.</param>
    public AgentMetrics(Func<Standings> standings, Func<long> eventsLost, TimeProvider time)
    {
        (_standings, _time) = (standings, time);
        _heals = Meter.CreateCounter<long>("perch.pod.heals", "{heal}", "Steps of healing that were carried out.");
        _updates = Meter.CreateCounter<long>(
            "perch.pod.updates", "{update}", "Updates that ended, by whoever; outcome says how.");
        _withdrawals = Meter.CreateCounter<long>(
            "perch.route.withdrawals", "{withdrawal}", "How often a pod's routes went away.");
        _deliveries = Meter.CreateCounter<long>(
            "perch.agent.webhook.deliveries", "{event}", "Events for the webhook; outcome says what became of them.");
        _passes = Meter.CreateHistogram<double>(
            "perch.agent.pass.duration", "s", "One look at what may have changed, and a step of healing at most.");
        Observe(eventsLost);
    }

    public Meter Meter { get; } = new("Perch.Agent");

    public void Passed(TimeSpan took) => _passes.Record(took.TotalSeconds);

    /// <param name="outcome">"delivered", "dropped".</param>
    public void Delivered(string outcome) => _deliveries.Add(1, new KeyValuePair<string, object?>(Outcome, outcome));

    public void Add(PodEvent what)
    {
        var pod = new PodKey(what.Project, what.Service);
        switch (what.Kind)
        {
            case PodEventKind.Adopted:
                Begin(pod);
                break;
            case PodEventKind.Healed:
                _heals.Add(1, Tags(pod));
                break;
            case PodEventKind.Withdrawn:
                _withdrawals.Add(1, Tags(pod));
                break;
            case PodEventKind.Announced when what.Took is { } away:
                lock (_gate)
                {
                    _ended[pod] = _ended.GetValueOrDefault(pod) + away;
                }

                break;
            case var ended when Outcomes.Contains(ended):
                _updates.Add(1, [.. Tags(pod), new(Outcome, Word(what.Kind))]);
                break;
        }
    }

    public void Dispose() => Meter.Dispose();

    /// <summary>A counter that is first seen at 1 has not grown, to a Prometheus: each begins with 0.</summary>
    private void Begin(PodKey pod)
    {
        _heals.Add(0, Tags(pod));
        _withdrawals.Add(0, Tags(pod));
        foreach (var outcome in (string[])["delivered", "dropped"])
        {
            _deliveries.Add(0, new KeyValuePair<string, object?>(Outcome, outcome));
        }

        foreach (var outcome in Outcomes)
        {
            _updates.Add(0, [.. Tags(pod), new(Outcome, Word(outcome))]);
        }
    }

    private void Observe(Func<long> eventsLost)
    {
        Meter.CreateObservableUpDownCounter(
            "perch.pod.count", () => _standings().Pods.GroupBy(pod => pod.Verdict).Select(group =>
                new Measurement<long>(
                    group.Count(), new KeyValuePair<string, object?>("perch.verdict", Word(group.Key)))),
            "{pod}", "Pods of this host, by where they stand with the agent.");
        Meter.CreateObservableGauge(
            "perch.pod.wedged",
            () => Each(pod => pod.Verdict == VerdictKind.Wedged ? 1L : 0L),
            "{pod}", "1 while the agent has given a pod up, and it is for its operator.");
        Meter.CreateObservableGauge(
            "perch.route.announced",
            () => from pod in _standings().Pods
                  from prefix in pod.Routes?.Prefixes ?? []
                  select new Measurement<long>(
                      prefix.Announced ? 1 : 0, [.. Tags(pod.Key), new("perch.prefix", prefix.Prefix)]),
            "{route}", "1 while a router has the route to a prefix, 0 while it is withdrawn.");
        Meter.CreateObservableCounter(
            "perch.route.withdrawn.time", () => Each(pod => Withdrawn(pod)),
            "s", "For how long routes of a pod that were announced once were not, since the agent started.");
        Meter.CreateObservableGauge(
            "perch.agent.engine.connected", () => _standings().Connected ? 1L : 0L,
            "{engine}", "1 while the Docker engine answers.");
        Meter.CreateObservableCounter(
            "perch.agent.events.lost", eventsLost, "{event}", "Events that could not be written to the disk.");
        Meter.CreateObservableCounter(
            "process.cpu.time", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time of the agent.");
        Meter.CreateObservableUpDownCounter(
            "process.memory.usage", () => Environment.WorkingSet, "By", "Resident memory of the agent.");
    }

    private IEnumerable<Measurement<T>> Each<T>(Func<PodStanding, T> measure)
        where T : struct =>
        _standings().Pods.Select(pod => new Measurement<T>(measure(pod), Tags(pod.Key)));

    /// <summary>What has ended and what goes on. It never goes back, or a Prometheus would take it for a new
    /// agent.</summary>
    private double Withdrawn(PodStanding pod)
    {
        lock (_gate)
        {
            var now = _ended.GetValueOrDefault(pod.Key)
                + (pod.Routes is { Away: true } routes ? _time.GetUtcNow() - routes.Since : TimeSpan.Zero);
            return _told[pod.Key] = Math.Max(_told.GetValueOrDefault(pod.Key), now.TotalSeconds);
        }
    }

    private static KeyValuePair<string, object?>[] Tags(PodKey pod) =>
        [new(Project, pod.Project), new(Service, pod.Service)];

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{value}");
}
