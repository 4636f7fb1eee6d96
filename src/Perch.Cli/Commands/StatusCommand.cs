using System.CommandLine;
using System.Text.Json;
using Perch.Agent;
using Perch.Cli.Commands.Agent;
using Perch.Cli.Pods;
using Perch.Cli.Project;
using Perch.Cli.Terminal;
using Perch.Docker;
using Perch.Pods;

namespace Perch.Cli.Commands;

/// <summary>perch status: what is announced, and why the rest is not. Works with no Compose file too.</summary>
internal sealed class StatusCommand : PerchCommand
{
    private static readonly TimeSpan Forever = TimeSpan.MaxValue;

    private readonly Argument<string?> _service = new("SERVICE")
    {
        Description = "Only this service",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = new("--all", "-a")
    {
        Description = "Every project of the engine, not only the one of this directory",
    };

    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Go on looking until Ctrl-C" };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "One JSON document (version 1) on standard output",
    };

    private readonly Option<bool> _brief = new("--brief") { Description = "The table alone; do not ask the agent" };

    private readonly AgentChoice _agent = new();

    public StatusCommand(Session session, ProjectOptions project)
        : base(session, project, "status", "Show what is announced, and why the rest is not; exit code 1 unless all is")
    {
        Add(_service);
        foreach (var option in new Option[] { _all, _watch, _brief, _json })
        {
            Add(option);
        }

        _agent.AddTo(this, here: false);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch status", "the services of this directory's project, or of all projects elsewhere"),
        ("perch status --brief", "one line a service, and what keeps it from being announced"),
        ("perch status powerdns --watch", "one service, live"),
        ("perch status --json | jq .pods[].state", "for scripts; the exit code says whether all is announced"),
        ("DOCKER_HOST=ssh://root@h1 perch status", "on another machine"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var docker = await Session.ConnectAsync(cancellationToken);
        var project = result.GetValue(_all)
            ? null
            : await ProjectName.FindAsync(Session, Project.Read(result), cancellationToken);
        var reader = new PodReader(docker);
        async Task<IReadOnlyList<PodReport>> Look(CancellationToken token) =>
            Choose(await reader.ReadAsync(project, token), result.GetValue(_service), project);

        if (result.GetValue(_watch) && !result.GetValue(_json))
        {
            var progress = new PodProgress(Session.Screen, Session.Time);
            await progress.WatchAsync(Look, _ => false, Forever, cancellationToken);
        }

        var reports = await Look(cancellationToken);
        var agent = result.GetValue(_brief) ? null : await AskAgentAsync(result, cancellationToken);
        if (result.GetValue(_json))
        {
            var document = StatusDocument.Of(docker.Endpoint.Address, reports, agent);
            Session.Screen.WriteLine(JsonSerializer.Serialize(document, StatusJson.Default.StatusDocument));
        }
        else
        {
            Show(reports, agent, result.GetValue(_brief));
        }

        return reports.Count > 0 && reports.All(report => report.IsAnnounced) ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>Null without an agent: what an agent that does not run has left is no answer.</summary>
    private async Task<Standings?> AskAgentAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var line = _agent.Open(Session, result);
        try
        {
            var text = await line.PodsAsync(cancellationToken);
            if (text is not null && !line.IsLeftOver)
            {
                return Standings.Parse(text);
            }

            if (line.Refusal is { } refusal)
            {
                Session.Screen.Warn(refusal);
            }

            return null;
        }
        catch (DockerException error)
        {
            Session.Screen.Warn(error.Message);
            return null;
        }
    }

    private void Show(IReadOnlyList<PodReport> reports, Standings? agent, bool brief)
    {
        if (reports.Count == 0)
        {
            Session.Screen.Say("No anycast service runs here. Start one with 'perch up' where its Compose file is.");
            return;
        }

        Session.Screen.Data.Write(PodTable.Of(reports));
        foreach (var report in brief ? [] : reports)
        {
            Session.Screen.Data.Write(
                PodDetails.Of(report, agent?.Find(report.Pod.Project, report.Service), agent is not null));
        }
    }

    private static IReadOnlyList<PodReport> Choose(
        IReadOnlyList<PodReport> reports, string? service, string? project)
    {
        if (service is null)
        {
            return reports;
        }

        var chosen = reports.Where(report => report.Service == service).ToList();
        return chosen.Count > 0 ? chosen : throw UnknownService.Failure(service, project, reports);
    }
}
