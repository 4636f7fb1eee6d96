using System.Threading.Channels;
using Perch.Agent.Journal;
using Perch.Agent.Reconcile;
using Perch.Agent.Watch;
using Perch.Docker;

namespace Perch.Agent;

/// <summary>
/// The agent of one host: watches its engine and keeps every pod whole. One loop owns all state and mends one pod at a
/// time; the engine's events only wake it.
/// </summary>
public sealed class HostAgent
{
    /// <summary>More than an engine tells of a hundred pods at once. When it is full, the reader of the events waits:
    /// none is lost.</summary>
    private const int InboxSize = 4096;

    /// <summary>A verdict that is older is not acted upon.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly AgentOptions _options;
    private readonly OperationJournal _journal;
    private readonly KeptContainers _kept;
    private readonly Channel<AgentMessage> _inbox = Channel.CreateBounded<AgentMessage>(
        new BoundedChannelOptions(InboxSize) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly SortedDictionary<PodKey, WatchedPod> _pods = [];
    private readonly EngineStream _stream;
    private readonly PodNews _news;
    private readonly long _start;
    private DockerClient? _docker;
    private TimeSpan _fullPass;
    private TimeSpan? _fullPassTook;
    private PodKey? _last;

    public HostAgent(AgentOptions options)
    {
        _options = options;
        _start = options.Time.GetTimestamp();
        _journal = OperationJournal.Open(Path.Combine(options.StateDirectory, "journal"));
        _kept = new KeptContainers(Path.Combine(options.StateDirectory, "containers"));
        _stream = new EngineStream(options.Connect, _inbox.Writer, options.Time);
        _news = new PodNews(options);
    }

    /// <summary>Where every pod stands; replaced as a whole, so it can be read from anywhere.</summary>
    public IReadOnlyList<PodStanding> Pods { get; private set; } = [];

    private TimeSpan Now => _options.Time.GetElapsedTime(_start);

    /// <summary>Runs until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var stream = _stream.RunAsync(stop);
        try
        {
            while (true)
            {
                await WaitAsync(stop);
                TakeMessages();
                var since = Now;
                await PassAsync(stop);
                _options.Observer?.Passed(Now - since);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await stream.ContinueWith(_ => { }, TaskScheduler.Default);
            _docker?.Dispose();
        }
    }

    /// <summary>Until something happens or is due.</summary>
    private async Task WaitAsync(CancellationToken stop)
    {
        if (_docker is null)
        {
            await _inbox.Reader.WaitToReadAsync(stop);
            return;
        }

        var due = _pods.Values.Select(pod => pod.IsStale ? Now : pod.Verdict?.LookAgain).OfType<TimeSpan>()
            .Append(_fullPass).Min();
        if (due <= Now)
        {
            return;
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var message = _inbox.Reader.WaitToReadAsync(wait.Token).AsTask();
        await Task.WhenAny(message, Task.Delay(due - Now, _options.Time, wait.Token));
        await wait.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    private void TakeMessages()
    {
        while (_inbox.Reader.TryRead(out var message))
        {
            switch (message)
            {
                case AgentMessage.Connected connected:
                    _docker?.Dispose();
                    _docker = connected.Docker;
                    _fullPass = Now;
                    _news.Connected(connected.Docker);
                    break;
                case AgentMessage.Lost lost:
                    var isNews = _docker is not null;
                    Lose(lost.Reason, isAnother: !lost.ByUs);
                    if (isNews)
                    {
                        Publish();
                    }

                    break;
                case AgentMessage.Happened happened:
                    Learn(happened.What);
                    break;
            }
        }
    }

    private void Learn(EngineEvent what)
    {
        var pod = Watch(Lookout.KeyOf(what.Attributes));
        pod.Memory.Learn(what.Action, what.Id, Now);
        pod.IsStale = true;
    }

    private void Lose(string reason, bool isAnother)
    {
        _news.Lost(reason);
        _fullPass = TimeSpan.Zero;
        _docker?.Dispose();
        _docker = null;
        foreach (var pod in _pods.Values)
        {
            pod.Memory.EngineLost(isAnother, Now);
        }
    }

    /// <summary>Looks at what may have changed, decides, and carries out one verdict at most.</summary>
    private async Task PassAsync(CancellationToken stop)
    {
        if (_docker is not { } docker)
        {
            return;
        }

        try
        {
            var work = new Work(docker, _options, _journal, _kept);
            await work.RecoverAsync(stop);
            var (since, isFull) = (Now, _fullPass <= Now);
            await LookAsync(work.Lookout, stop);
            foreach (var pod in _pods.Values.ToList())
            {
                await JudgeAsync(pod, docker, stop);
            }

            _fullPassTook = isFull ? Work.EndOfFullPass(Now - since) : _fullPassTook;

            if (Next() is { } next)
            {
                await HealAsync(next, work, stop);
            }
        }
        catch (DockerException error)
        {
            Lose(error.Message, isAnother: false);
            _stream.Reset();
        }

        Publish();
    }

    private void Publish()
    {
        IReadOnlyList<PodStanding> seen = [.. _pods.Values.Select(pod => pod.Standing)];
        Pods = _options.Observer?.Looked(seen, _docker is not null, _fullPassTook) ?? seen;
        var standings = new Standings
        {
            At = _options.Time.GetUtcNow(),
            Connected = _docker is not null,
            FullPassTook = _fullPassTook,
            Pods = Pods,
        };
        try
        {
            standings.Write(_options.StateDirectory);
        }
        catch (IOException)
        {
            // A full disk: the next one may be written.
        }
    }

    private async Task LookAsync(Lookout lookout, CancellationToken stop)
    {
        if (_fullPass <= Now)
        {
            var all = await lookout.AllAsync(stop);
            foreach (var key in all.Keys.Union(_pods.Keys).ToList())
            {
                Watch(key).Sighting = all.GetValueOrDefault(key) ?? Sighting.Of(key, [], []);
                Watch(key).IsStale = true;
            }

            _kept.KeepOnly(all.Keys);
            _fullPass = Now + _options.FullPass;
            return;
        }

        foreach (var pod in _pods.Values.Where(pod => pod.IsDue(Now)).ToList())
        {
            pod.Sighting = await lookout.OneAsync(pod.Key, stop);
            pod.IsStale = true;
        }
    }

    private async Task JudgeAsync(WatchedPod pod, DockerClient docker, CancellationToken stop)
    {
        if (!pod.IsStale || pod.Sighting is not { } sighting)
        {
            return;
        }

        try
        {
            await _kept.KeepAsync(sighting, docker, stop);
        }
        catch (IOException error)
        {
            // A full disk keeps nobody from healing what needs no copy.
            _news.NotKept(pod.Key, error.Message);
        }

        var seen = sighting.Pod with { HolderIsKnown = _kept.HasHolder(pod.Key) };
        pod.Memory.Look(seen, Now);
        var before = pod.Verdict;
        pod.Verdict = Reconciler.Decide(seen, pod.Memory, Now);
        pod.Memory.Judged(pod.Verdict.Kind == VerdictKind.Well, Now);
        (pod.IsStale, pod.JudgedAt) = (false, Now);
        _news.Judged(pod, before);
        if (pod.Verdict.Kind == VerdictKind.Gone)
        {
            _pods.Remove(pod.Key);
        }
    }

    /// <summary>The pod whose step is next: one that was begun is finished before another's turn, and holders come
    /// before members.</summary>
    private WatchedPod? Next() => _pods.Values
        .Where(pod => pod.Verdict?.Kind == VerdictKind.Heal)
        .OrderBy(pod => pod.Key == _last ? 0 : 1)
        .ThenBy(pod => pod.Verdict!.Step!.Kind is StepKind.StartHolder or StepKind.MakeHolder ? 0 : 1)
        .FirstOrDefault();

    private async Task HealAsync(WatchedPod pod, Work work, CancellationToken stop)
    {
        if (Now - pod.JudgedAt > Fresh)
        {
            // It waited for its turn: what was true may be so no more.
            pod.IsStale = true;
            return;
        }

        // An engine on its way down serves the connections that it has, and takes no new one.
        using (await work.ConnectAnewAsync(stop))
        {
        }

        List<Step> steps = [pod.Verdict!.Step!, .. pod.Verdict.Beside];
        _last = pod.Key;
        steps.ForEach(pod.Memory.Begin);
        pod.IsStale = true;
        foreach (var done in await work.Healer.CarryOutAsync(steps, pod.Sighting!, _options.Time, stop))
        {
            pod.Memory.Tried(done.Step, done.Result, Now);
            _news.Tried(pod, done);
        }
    }

    private WatchedPod Watch(PodKey key)
    {
        if (!_pods.TryGetValue(key, out var pod))
        {
            _pods.Add(key, pod = new WatchedPod(key));
        }

        return pod;
    }
}
