using CsCheck;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker.Gate;

/// <summary>What holds whatever happens, and in whatever order.</summary>
public sealed class ServiceGateProperties
{
    private enum Act
    {
        Wait,
        Heal,
        Sicken,
        Hang,
        Flicker,
        StartListening,
        StopListening,
        Bind,
        Unbind,
        Drain,
        Undrain,
        Freeze,
    }

    private static readonly Gen<(Act Act, double Seconds)[]> Stories =
        Gen.Select(Gen.Int[0, (int)Act.Freeze].Select(act => (Act)act), Gen.Double[0, 8]).Array[1, 60];

    private static readonly Gen<HealthConfig> Configurations = Gen
        .Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Bool, Gen.Int[0, 3])
        .Select((rise, fall, any, seconds) => new HealthConfig
        {
            Rise = rise,
            Fall = fall,
            Require = any ? Require.Any : Require.All,
            HoldDown = TimeSpan.FromSeconds(seconds),
            HoldDownMax = TimeSpan.FromSeconds(5),
            Listeners = ["udp/53"],
        });

    private static readonly Gen<int> ProbeCounts = Gen.Int[1, 3];

    [Fact]
    public void Nothing_is_announced_that_is_not_bound_does_not_listen_or_has_no_lease() => Always((world, service) =>
        service.Verdict == Verdict.Withdrawn
        || (world.Bound && world.Listening && service.Now - service.LastLook < service.Health.Lease));

    [Fact]
    public void A_drain_wins_over_everything() => Always((world, service) =>
        world.DrainedSince is not { } since
        || service.State == GateState.Drained
        || (service.State == GateState.Draining && service.Now - since < TimeSpan.FromSeconds(2)));

    [Fact]
    public void The_hold_down_is_never_above_its_maximum() => Always((_, service) =>
        service.Status.HoldDown <= service.Health.HoldDownMax);

    [Fact]
    public void A_verdict_is_told_when_it_changes_and_only_then() => Always((_, service) =>
        service.Verdicts.Zip(service.Verdicts.Skip(1)).All(pair => pair.First.Verdict != pair.Second.Verdict)
        && service.Verdict == (service.Verdicts.Count == 0 ? Verdict.Withdrawn : service.Verdicts[^1].Verdict));

    [Fact]
    public void The_state_says_what_the_verdict_does() => Always((_, service) => service.Verdict == service.State switch
    {
        GateState.Up or GateState.Falling => Verdict.Announced,
        GateState.Draining => Verdict.Depreferred,
        _ => Verdict.Withdrawn,
    });

    [Fact]
    public void A_hang_withdraws_within_fall_times_interval_and_timeout()
    {
        Gen.Select(Configurations, ProbeCounts, Gen.Double[0, 3]).Sample((health, probes, phase) =>
        {
            var service = SimulatedService.Started(health, Names(probes));
            service.Run(10 + phase);
            service.Application = _ => Reply.Hang;
            service.Run(health.Fall * (health.Interval + health.Timeout));
            return service.Verdict == Verdict.Withdrawn;
        });
    }

    [Fact]
    public void Whatever_happened_a_healthy_service_is_announced_again()
    {
        Gen.Select(Stories, Configurations, ProbeCounts).Sample((story, health, probes) =>
        {
            var world = new World(SimulatedService.Started(health, Names(probes)));
            Array.ForEach(story, world.Do);
            Array.ForEach([Act.Heal, Act.Bind, Act.StartListening, Act.Undrain], act => world.Do((act, 0)));
            world.Do((Act.Wait, health.HoldDownMax.TotalSeconds + 10));
            return world.Service.State == GateState.Up;
        });
    }

    private static void Always(Func<World, SimulatedService, bool> holds)
    {
        Gen.Select(Stories, Configurations, ProbeCounts).Sample((story, health, probes) =>
        {
            var held = true;
            var world = new World(SimulatedService.Started(health, Names(probes)));
            world.Service.Watched = () => held &= holds(world, world.Service);
            Array.ForEach(story, world.Do);
            return held;
        });
    }

    private static string[] Names(int probes) => [.. Enumerable.Range(1, probes).Select(probe => $"tcp {probe}")];

    /// <summary>What is true outside of the gate.</summary>
    private sealed class World(SimulatedService service)
    {
        private int _flicker;

        public SimulatedService Service => service;

        public bool Bound { get; private set; } = true;

        public bool Listening { get; private set; } = true;

        public TimeSpan? DrainedSince { get; private set; }

        public void Do((Act Act, double Seconds) step)
        {
            Apply(step.Act, step.Seconds);
            service.Run(step.Seconds);
        }

        private void Apply(Act act, double seconds)
        {
            switch (act)
            {
                case Act.Heal:
                    service.Application = _ => Reply.Good;
                    break;
                case Act.Sicken:
                    service.Application = _ => Reply.Wrong;
                    break;
                case Act.Hang:
                    service.Application = _ => Reply.Hang;
                    break;
                case Act.Flicker:
                    service.Application = _ => _flicker++ % 3 == 0 ? Reply.Wrong : Reply.Good;
                    break;
                case Act.StartListening or Act.StopListening:
                    service.Listen(Listening = act == Act.StartListening);
                    break;
                case Act.Bind or Act.Unbind:
                    Bound = act == Act.Bind;
                    service.Bind(Bound ? "lo" : null);
                    break;
                case Act.Drain:
                    DrainedSince ??= service.Now;
                    service.Handle(new GateEvent.DrainRequested());
                    break;
                case Act.Undrain:
                    DrainedSince = null;
                    service.Handle(new GateEvent.UndrainRequested());
                    break;
                case Act.Freeze:
                    service.Freeze(seconds);
                    break;
            }
        }
    }
}
