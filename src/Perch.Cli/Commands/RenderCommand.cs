using System.CommandLine;
using Perch.Cli.Project;

namespace Perch.Cli.Commands;

/// <summary>perch render: the three-container Compose file, readable and usable without Perch.</summary>
internal sealed class RenderCommand : PerchCommand
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write to this file instead of standard output; it may hold secrets: mode 0600",
        HelpName = "FILE",
    };

    public RenderCommand(Session session, ProjectOptions project)
        : base(session, project, "render", "Print the Compose file that 'perch up' runs")
    {
        Add(_output);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch render", "see what would run"),
        ("perch render -f compose.yaml -o rendered.yaml", "keep it, and run it without Perch"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var loaded = await AnycastProject.LoadAsync(Session, Project.Read(result), cancellationToken);
        if (result.GetValue(_output) is { } output)
        {
            RenderedFile.WriteAtomically(Path.GetFullPath(output, Session.Directory), loaded.Rendered);
            Session.Screen.Say($"wrote {output}");
        }
        else
        {
            Session.Screen.Write(loaded.Rendered);
        }

        return ExitCode.Ok;
    }
}
