using System.CommandLine;
using System.Globalization;
using Perch.Agent;
using Spectre.Console;

namespace Perch.Cli.Commands.Agent;

/// <summary>perch agent status: whether there is an agent, and what it thinks of each pod.</summary>
internal sealed class AgentStatusCommand : PerchCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "The agent's own document (version 1)" };

    private readonly AgentChoice _agent = new();

    public AgentStatusCommand(Session session, ProjectOptions project)
        : base(session, project, "status", "What the agent thinks of each pod; exit code 1 without an agent")
    {
        Add(_json);
        _agent.AddTo(this);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch agent status", "the agent that 'perch agent up' or systemd started"),
        ("perch agent status --json | jq '.pods[].verdict'", "for scripts"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var line = _agent.Open(Session, result);
        if (await line.PodsAsync(cancellationToken) is not { } text)
        {
            Session.Screen.Fail(line.Refusal ?? "No agent runs on this engine: 'perch agent up' starts one.");
            return ExitCode.Failed;
        }

        line.WarnOfLeftOver();

        if (result.GetValue(_json) || _agent.IsHere(result))
        {
            Session.Screen.WriteLine(text);
        }
        else
        {
            Show(Standings.Parse(text)!);
        }

        return ExitCode.Ok;
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
