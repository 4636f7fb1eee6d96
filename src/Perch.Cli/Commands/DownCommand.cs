using System.CommandLine;
using Perch.Cli.Project;

namespace Perch.Cli.Commands;

/// <summary>perch down: withdraw, then stop and remove the containers. Volumes stay.</summary>
internal sealed class DownCommand : PerchCommand
{
    private readonly Option<bool> _volumes = new("--volumes", "-v")
    {
        Description = "Also remove the project's named volumes: the application's data, and what the speaker remembers",
    };

    public DownCommand(Session session, ProjectOptions project)
        : base(session, project, "down", "Withdraw the services, then stop and remove their containers")
    {
        Add(_volumes);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch down", "the project of this directory; its volumes stay"),
        ("perch drain powerdns && perch down", "first let the network move away, then stop"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var selection = Project.Read(result);
        var compose = await DockerCompose.FindAsync(Session, cancellationToken) ?? throw NoCompose.Failure("down");
        var file = await FileAsync(selection, cancellationToken);

        // Compose stops dependents first: the speaker withdraws while its application still answers.
        IEnumerable<string> volumes = result.GetValue(_volumes) ? ["--volumes"] : [];
        await compose.RunAsync(file, ["down", .. volumes], cancellationToken);
        return ExitCode.Ok;
    }

    /// <summary>What is running was started from the rendered file: that one, not today's edit, is taken
    /// down.</summary>
    private async Task<RenderedFile> FileAsync(ProjectSelection selection, CancellationToken cancellationToken)
    {
        var files = ProjectFiles.Find(selection, Session)
            ?? throw new CommandFailure(ExitCode.Usage, "No Compose file here or in any directory above: "
                + "go to the directory of compose.yaml, or name the file with -f");
        var name = await ProjectName.FindAsync(Session, selection, cancellationToken);
        var file = new RenderedFile(name!, files.Directory, ["*"]);
        if (file.Exists)
        {
            return file;
        }

        var project = await AnycastProject.LoadAsync(Session, selection, cancellationToken);
        project.File.Write(project.Rendered);
        return project.File with { Profiles = ["*"] };
    }
}
