using Perch.Routing.Ospf.Lsas;
using Perch.Tests.Simulation.Faults;
using Perch.Tests.Simulation.Laws;
using Perch.Tests.Simulation.Mutations;

namespace Perch.Tests.Simulation;

/// <summary>One run: a network starts, is disturbed, is left alone and has to come to rest; then its services end, and
/// nothing of them may be left.</summary>
internal sealed class Course
{
    /// <summary>By then a service that is well is announced: a hold-down, and looks enough to rise.</summary>
    private static readonly TimeSpan Rising = TimeSpan.FromSeconds(30);

    /// <summary>Retransmissions, RxmtInterval apart, and delayed acknowledgements.</summary>
    private static readonly TimeSpan Exchanging = TimeSpan.FromSeconds(30);

    /// <summary>A withdrawal, acknowledged everywhere: no timer of a Hello is in it.</summary>
    private static readonly TimeSpan Flushing = TimeSpan.FromSeconds(12);

    /// <summary>A refresh, and more than MaxAge.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(LsaHeader.MaxAge + 400);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly World _world;
    private readonly Scenario _scenario;
    private readonly Trouble _trouble;

    private Course(int seed, Mutation mutation, Action<string>? trace)
    {
        _world = new World(seed, mutation, trace);
        _scenario = Scenario.Build(_world);
        _trouble = new Trouble(_world);
    }

    /// <summary>How long after the last fault all was at rest.</summary>
    public TimeSpan Rested { get; private set; }

    public TimeSpan Simulated => _world.Now;

    public long Steps => _world.Time.Steps;

    public int Nodes => _world.Routers.Count + _world.Pods.Count;

    /// <summary>From the last fault on: a dead router is noticed, another one elected, who waits once more, and the
    /// exchange that a lost packet spoiled begins anew.</summary>
    public TimeSpan Bound => (3 * _scenario.Dead) + (2 * _scenario.Hello) + Rising + Exchanging;

    /// <exception cref="LawBrokenException">The seed shows a bug.</exception>
    public static Course Run(int seed, Mutation? mutation = null, Action<string>? trace = null)
    {
        var course = new Course(seed, mutation ?? new Mutation(), trace);
        course.Run();
        return course;
    }

    private void Run()
    {
        var chance = _world.Chance;
        _world.Note("-", $"{_scenario}");
        foreach (var router in _world.Routers)
        {
            _world.Time.In(chance.Seconds(0, 10), router.Start);
        }

        foreach (var pod in _world.Pods)
        {
            _world.Time.In(chance.Seconds(0, 60), pod.Start);
        }

        var time = chance.Seconds(30, 300);
        _trouble.Plan(TimeSpan.FromSeconds(chance.Between(0.0, 90)), time);
        _world.Time.RunUntil(TimeSpan.FromSeconds(90) + time);
        _trouble.Heal();
        Rested = Settle("rest", Bound, () => Rest.Missing(_world, announced: true));
        if (chance.Of(0.04) && Nodes <= 8)
        {
            _world.Note("-", "time passes");
            _world.IsQuiet = true;
            _world.Time.RunUntil(_world.Now + Age);
            _world.IsQuiet = false;
            Settle("age", Exchanging, () => Rest.Missing(_world, announced: true));
        }

        End();
    }

    private void End()
    {
        _world.Note("-", "every service ends");
        foreach (var pod in _world.Pods)
        {
            pod.Application.IsListening = false;
            pod.LookAtApplication();
        }

        Settle("flush", Flushing, () => Rest.Missing(_world, announced: false));
        _world.Note("-", "every speaker stops");
        foreach (var pod in _world.Pods)
        {
            pod.IsWanted = false;
            pod.Stop();
        }

        Settle("leaving", Flushing, () => _world.Pods.Select(pod => pod.Speaker is not null
            ? $"{pod.Name} has not left"
            : Rest.LeftBehind(_world, pod, _ => true)).FirstOrDefault(missing => missing is not null));
    }

    /// <returns>How long it took.</returns>
    private TimeSpan Settle(string law, TimeSpan bound, Func<string?> missing)
    {
        var start = _world.Now;
        while (missing() is { } what)
        {
            Law.Holds(_world.Now - start < bound, law, $"after {bound.TotalSeconds} s {what}");
            _world.Time.RunUntil(_world.Now + Look);
        }

        _world.Note("-", $"{law}: after {(_world.Now - start).TotalSeconds} s");
        return _world.Now - start;
    }
}
