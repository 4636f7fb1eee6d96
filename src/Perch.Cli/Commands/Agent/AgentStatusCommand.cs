using System.CommandLine;
using System.Globalization;
using Perch.Agent;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;
using Spectre.Console;

namespace Perch.Cli.Commands.Agent;

/// <summary>perch agent status: whether there is an agent, and what it thinks of each pod.</summary>
internal sealed class AgentStatusCommand : PerchCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "The agent's own document (version 1)" };

    private readonly Option<bool> _here = new("--here")
    {
        Description = "Ask no engine: read what an agent on this machine has left",
    };

    private readonly Option<string> _state = StateDirectory.Option();

    public AgentStatusCommand(Session session, ProjectOptions project)
        : base(session, project, "status", "What the agent thinks of each pod; exit code 1 without an agent")
    {
        Add(_json);
        Add(_here);
        Add(_state);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch agent status", "the agent that 'perch agent up' or systemd started"),
        ("perch agent status --json | jq '.pods[].verdict'", "for scripts"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var state = result.GetRequiredValue(_state);
        var text = result.GetValue(_here)
            ? Standings.Read(state)?.Write()
            : await AskAsync(cancellationToken) ?? Standings.Read(state)?.Write();
        if (text is null)
        {
            Session.Screen.Fail("No agent runs on this engine: 'perch agent up' starts one.");
            return ExitCode.Failed;
        }

        if (result.GetValue(_json) || result.GetValue(_here))
        {
            Session.Screen.WriteLine(text);
        }
        else
        {
            Show(Standings.Parse(text)!);
        }

        return ExitCode.Ok;
    }

    /// <summary>The agent's own executable, run in its container.</summary>
    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        using var docker = await Session.ConnectAsync(cancellationToken);
        var agents = await docker.ListContainersAsync(
            [$"{PodFinder.ProjectLabel}={AgentFile.Project}"], cancellationToken);
        foreach (var agent in agents.Where(agent => agent.IsRunning))
        {
            var said = await docker.ExecAsync(
                agent.Id, [PodNames.AgentPath, "agent", "status", "--here"], cancellationToken);
            return said.ExitCode == 0
                ? said.Stdout
                : throw new DockerException($"{agent.Name} does not answer: {said.Stderr.Trim()}", status: 0);
        }

        return null;
    }

    private void Show(Standings standings)
    {
        if (!standings.Connected)
        {
            Session.Screen.Warn("the agent does not reach its engine");
        }

        var table = new Table().Border(TableBorder.None);
        foreach (var column in (string[])["POD", "VERDICT", "HEALS", "LAST HEAL", "WHY"])
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        foreach (var pod in standings.Pods)
        {
            var last = pod.LastHealAt is { } at
                ? $"{at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)} {pod.LastHeal}"
                : "-";
            string[] cells =
            [
                $"{pod.Project}/{pod.Service}", pod.Verdict.ToString().ToLowerInvariant(),
                pod.Heals.ToString(CultureInfo.InvariantCulture), last,
                pod.Reason.Length > 0 ? pod.Reason : "-",
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        Session.Screen.Data.Write(table);
    }
}
