using System.CommandLine;
using System.Text.Json;
using Perch.Cli.Doctor;
using Perch.Cli.Project;
using Perch.Cli.Terminal;
using Spectre.Console;

namespace Perch.Cli.Commands;

/// <summary>perch doctor: looks at everything between a client and the application that is not the
/// application.</summary>
internal sealed class DoctorCommand : PerchCommand
{
    private readonly Option<bool> _json = new("--json")
    {
        Description = "One JSON document (version 1) on standard output",
    };

    public DoctorCommand(Session session, ProjectOptions project)
        : base(session, project, "doctor", "Look for what keeps services from being reached; exit code 1 if any does")
    {
        Add(_json);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("sudo perch doctor", "on the host itself: root can also look at the firewall"),
        ("perch doctor --json | jq '.findings[] | select(.level == \"fail\")'", "for scripts"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var docker = await Session.ConnectAsync(cancellationToken);
        var project = await ProjectName.FindAsync(Session, Project.Read(result), cancellationToken);
        var facts = await new FactFinder(Session, docker).FindAsync(
            project, Project.Read(result), cancellationToken);
        var findings = Findings.Of(facts);
        if (result.GetValue(_json))
        {
            var document = new DoctorDocument { Engine = docker.Endpoint.Address, Findings = findings };
            Session.Screen.WriteLine(JsonSerializer.Serialize(document, DoctorJson.Default.DoctorDocument));
        }
        else
        {
            Show(findings);
        }

        return findings.Any(finding => finding.Level == Level.Fail) ? ExitCode.Failed : ExitCode.Ok;
    }

    private void Show(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var (mark, colour) = finding.Level switch
            {
                Level.Ok => ("ok  ", Color.Green),
                Level.Warn => ("warn", Color.Yellow),
                _ => ("fail", Color.Red),
            };
            Session.Screen.Data.Write(new Text(mark, colour));
            Session.Screen.Data.WriteLine("  " + finding.Title);
            if (finding.Advice is { } advice)
            {
                Session.Screen.Data.WriteLine("      " + advice);
            }
        }

        var fails = findings.Count(finding => finding.Level == Level.Fail);
        var warnings = findings.Count(finding => finding.Level == Level.Warn);
        Session.Screen.Say($"{Count.Of(fails, "problem")}, {Count.Of(warnings, "warning")}");
    }
}
