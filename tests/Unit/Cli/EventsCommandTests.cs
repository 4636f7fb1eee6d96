using Perch.Agent.Events;
using Perch.Cli.Commands;
using Perch.Cli.Terminal;
using Perch.Tests.Unit.Docker;

namespace Perch.Tests.Unit.Cli;

/// <summary>perch events, with an agent and without.</summary>
public sealed class EventsCommandTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeEngine _engine = new();
    private readonly CommandRun _run = new();

    public EventsCommandTests() => _run.On(_engine);

    private string State => Path.Combine(_run.Folder, "state");

    public void Dispose()
    {
        _run.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task Without_an_agent_it_is_1_and_says_how_to_get_one()
    {
        _engine.Answers("GET /v1.41/containers/json", "[]");
        Assert.Equal(ExitCode.Failed, await _run.RunAsync("events", "--state", State));
        Assert.Contains("'perch agent up' starts it", _run.Sentences, StringComparison.Ordinal);
        Assert.Empty(_run.Data);
    }

    [Fact]
    public async Task What_a_dead_agent_has_left_is_told_with_a_warning()
    {
        using (var log = new EventLog(State, EventLimits.Default, TimeProvider.System))
        {
            log.Add(Event(PodEventKind.Withdrawn, "nothing listens") with { At = TimeProvider.System.GetUtcNow() });
            log.Add(Event(PodEventKind.Healed, "web's") with { Service = "web" });
        }

        Assert.Equal(
            ExitCode.Ok, await _run.RunAsync("events", "powerdns", "--here", "--since", "1h", "--state", State));
        Assert.EndsWith("Z dns/powerdns withdrawn: nothing listens\n", _run.Data, StringComparison.Ordinal);
        Assert.Contains("the agent does not run", _run.Sentences, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_in_a_container_is_asked_through_the_engine()
    {
        var line = """{"at":"2026-11-27T12:00:00+00:00","project":"dns","service":"a","kind":"wedged","sentence":"x"}"""
            + "\n";
        _engine.Answers("GET /v1.41/containers/json", """[{"Id":"a1","State":"running","Image":"perch/agent:0.1.0"}]""")
            .Answers("POST /v1.41/containers/a1/exec", """{"Id":"e1"}""")
            .AnswersRaw(
                "POST /v1.41/exec/e1/start",
                [1, 0, 0, 0, 0, 0, 0, (byte)line.Length, .. System.Text.Encoding.ASCII.GetBytes(line)]);
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("events", "--state", State));
        Assert.Equal("2026-11-27 12:00:00Z dns/a wedged: x\n", _run.Data);
    }

    [Fact]
    public async Task A_time_that_is_none_is_2() =>
        Assert.Equal(ExitCode.Usage, await _run.RunAsync("events", "--since", "yesterday", "--state", State));

    [Theory]
    [InlineData(PodEventKind.Announced, 4.23, "announced after 4.2 s away: why")]
    [InlineData(PodEventKind.Announced, 600.0, "announced after 10 min away: why")]
    [InlineData(PodEventKind.RolledBack, 61.0, "rolled back (61.0 s): why")]
    [InlineData(PodEventKind.Withdrawn, null, "withdrawn: why")]
    public void An_event_is_a_line_with_how_long(PodEventKind kind, double? seconds, string expected)
    {
        var what = Event(kind, "why") with { Took = seconds is { } took ? TimeSpan.FromSeconds(took) : null };
        Assert.Equal("2026-11-27 12:00:00Z dns/powerdns " + expected, EventLine.Of(what));
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
