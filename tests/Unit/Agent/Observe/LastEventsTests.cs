using Perch.Agent.Events;
using Perch.Agent.Observe;

namespace Perch.Tests.Unit.Agent.Observe;

/// <summary>What happened last is known although an earlier agent wrote it down.</summary>
public sealed class LastEventsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_youngest_of_each_kind_counts()
    {
        var last = new LastEvents([Event(PodEventKind.Healed, "first"), Event(PodEventKind.Announced, "announced")]);
        last.Add(Event(PodEventKind.Healed, "second"));
        last.Add(Event(PodEventKind.RolledBack, "rolled back"));
        var pod = last.AddTo(PodStandings.Well());
        Assert.Equal(("second", "rolled back", Noon), (pod.LastHeal, pod.LastUpdate, pod.LastUpdateAt!.Value));
        Assert.Equal("announced", Assert.Single(last.Routes()).Value.Sentence);
        Assert.Null(last.AddTo(PodStandings.Well("web")).LastHeal);
    }

    private static PodEvent Event(PodEventKind kind, string sentence) => new()
    {
        At = Noon,
        Project = "dns",
        Service = "powerdns",
        Kind = kind,
        Sentence = sentence,
    };
}
