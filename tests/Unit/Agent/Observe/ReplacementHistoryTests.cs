using Perch.Agent;
using Perch.Agent.Events;
using Perch.Agent.Observe;
using Perch.Agent.Reconcile;
using Perch.Agent.Update;

namespace Perch.Tests.Unit.Agent.Observe;

/// <summary>Who replaced what, told from what the engine shows.</summary>
public sealed class ReplacementHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly UpdateStanding ByHand =
        new("dns-application-1", "lab/application:2", "perch update on hosta", ReplacementKind.Update);

    private readonly ReplacementHistory _history = new();
    private readonly PodStanding _before = PodStandings.Well();

    public ReplacementHistoryTests() => Assert.Empty(_history.Look(_before, Noon));

    [Fact]
    public void An_update_begins_and_ends_with_the_name_of_who_did_it()
    {
        var began = Assert.Single(_history.Look(InFlight(ByHand), Noon));
        Assert.Equal(PodEventKind.UpdateStarted, began.Kind);
        Assert.Equal("dns-application-1 is updated to lab/application:2 by perch update on hosta", began.Sentence);
        Assert.Empty(_history.Look(InFlight(ByHand), Noon.AddSeconds(1)));

        var successor = PodStandings.Member("application", "2") with { MadeBy = ByHand.By };
        var ended = Assert.Single(_history.Look(_before.With(successor), Noon.AddSeconds(9)));
        Assert.Equal((PodEventKind.Updated, TimeSpan.FromSeconds(9)), (ended.Kind, ended.Took!.Value));
        Assert.Contains("lab/application:2 instead of lab/application:1", ended.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_after_which_the_old_one_is_there_was_rolled_back()
    {
        _history.Look(InFlight(ByHand), Noon);
        var ended = Assert.Single(_history.Look(_before, Noon.AddSeconds(9)));
        Assert.Equal((PodEventKind.RolledBack, "dns-application-1"), (ended.Kind, ended.Container));
        Assert.Empty(_history.Look(_before, Noon.AddSeconds(10)));
    }

    [Fact]
    public void What_nobody_ordered_was_somebody_else()
    {
        Assert.Empty(_history.Look(_before with { Verdict = VerdictKind.InFlight }, Noon));
        var made = Assert.Single(_history.Look(_before.With(PodStandings.Member("application", "2")), Noon));
        Assert.Equal(PodEventKind.Replaced, made.Kind);
        Assert.Null(made.Took);
    }

    [Fact]
    public void What_the_agent_replaces_it_tells_itself()
    {
        Assert.Empty(_history.Look(InFlight(ByHand with { By = Updater.Agent }), Noon));
        var healed = PodStandings.Member("application", "2") with { MadeBy = Updater.Agent };
        Assert.Empty(_history.Look(_before.With(healed), Noon));
    }

    [Fact]
    public void A_restart_is_no_replacement() => Assert.Empty(_history.Look(
        _before.With(PodStandings.Member("application") with { StartedAt = Noon }), Noon));

    private PodStanding InFlight(UpdateStanding update) =>
        _before with { Verdict = VerdictKind.InFlight, Update = update };
}
