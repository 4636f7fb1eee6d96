using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Perch.Agent.Events;
using Perch.Cli.Commands.Agent;
using Perch.Cli.Project;
using Perch.Cli.Terminal;
using Perch.Model;

namespace Perch.Cli.Commands;

/// <summary>perch events: what happened to pods, as their agent has written it down.</summary>
internal sealed class EventsCommand : PerchCommand
{
    private readonly Argument<string?> _service = new("SERVICE")
    {
        Description = "Only of this service",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _since = new("--since")
    {
        Description = "Only since a time (2026-11-27T13:00:00Z), or for as long (2h, 30m)",
        HelpName = "TIME",
    };

    private readonly Option<bool> _follow = new("--follow") { Description = "Go on with what happens, until Ctrl-C" };

    private readonly Option<TimeSpan?> _for = Durations.Option("--for", "With --follow: stop after as long");

    private readonly Option<bool> _all = new("--all", "-a")
    {
        Description = "Every project of the engine, not only the one of this directory",
    };

    private readonly Option<bool> _json = new("--json") { Description = "One JSON document a line" };

    private readonly AgentChoice _agent = new();

    public EventsCommand(Session session, ProjectOptions project)
        : base(session, project, "events", "Tell what happened: when, why, and how long a route was away")
    {
        Add(_service);
        foreach (var option in new Option[] { _since, _follow, _for, _all, _json })
        {
            Add(option);
        }

        _agent.AddTo(this);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch events powerdns --since 24h", "why did it flap last night?"),
        ("perch events --all --follow", "everything on this host, as it happens"),
        ("perch events --json | jq 'select(.kind == \"withdrawn\")'", "for scripts"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var query = new EventQuery
        {
            Project = result.GetValue(_all) && Project.Read(result).Name is null
                ? null
                : await ProjectName.FindAsync(Session, Project.Read(result), cancellationToken),
            Service = result.GetValue(_service),
            Since = Since(result.GetValue(_since)),
        };
        using var line = _agent.Open(Session, result);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (result.GetValue(_for) is { } time)
        {
            limit.CancelAfter(time);
        }

        try
        {
            await foreach (var what in line.EventsAsync(query, result.GetValue(_follow), limit.Token))
            {
                Show(what, result.GetValue(_json));
            }

            if (result.GetValue(_follow))
            {
                throw new CommandFailure(ExitCode.Failed, "the agent has ended; what it wrote down is kept");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // As long as was asked for.
        }

        line.WarnOfLeftOver();

        return ExitCode.Ok;
    }

    private void Show(PodEvent what, bool json)
    {
        Session.Screen.WriteLine(
            json ? JsonSerializer.Serialize(what, EventJson.Default.PodEvent) : EventLine.Of(what));
        Session.Screen.Output.Flush();
    }

    private DateTimeOffset? Since(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DurationConverter.TryParse(text, out var ago))
        {
            return Session.Time.GetUtcNow() - ago;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var at)
            ? at
            : throw new CommandFailure(
                ExitCode.Usage, $"--since {text}: a time such as 2026-11-27T13:00:00Z, or a duration such as 2h");
    }
}
