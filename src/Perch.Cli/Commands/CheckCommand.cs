using System.CommandLine;
using Perch.Cli.Project;
using Perch.Cli.Terminal;

namespace Perch.Cli.Commands;

/// <summary>perch check: is the Compose file right? Starts nothing and needs no engine.</summary>
internal sealed class CheckCommand(Session session, ProjectOptions project)
    : PerchCommand(session, project, "check", "Check the Compose file and say everything that is wrong with it")
{
    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch check", "the Compose file of this directory"),
        ("perch check -f compose.yaml -f site-a.yaml", "two files, merged as Compose merges them"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var loaded = await AnycastProject.LoadAsync(Session, Project.Read(result), cancellationToken);
        foreach (var pod in loaded.Pods)
        {
            Session.Screen.WriteLine($"{pod.Service}: announces {string.Join(", ", pod.Addresses)}");
        }

        var files = string.Join(", ", loaded.Files.Files);
        Session.Screen.Say($"{files}: {Count.Of(loaded.Pods.Count, "anycast service")}, no errors");
        return ExitCode.Ok;
    }
}
