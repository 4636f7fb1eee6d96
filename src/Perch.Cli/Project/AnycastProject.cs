using Perch.Cli.Commands;
using Perch.Cli.Terminal;
using Perch.Compose;
using Perch.Model;

namespace Perch.Cli.Project;

/// <summary>The operator's project, read and rendered; there is none of these with an error in it.</summary>
internal sealed record AnycastProject
{
    public required string Name { get; init; }

    public required ProjectFiles Files { get; init; }

    public required string Rendered { get; init; }

    /// <summary>The pods that the chosen profiles run.</summary>
    public required IReadOnlyList<Pod> Pods { get; init; }

    /// <summary>Null when Compose is not installed.</summary>
    public required DockerCompose? Compose { get; init; }

    public required RenderedFile File { get; init; }

    /// <summary>Finds, merges, reads and renders; every error is printed, all at once.</summary>
    /// <exception cref="CommandFailure">No Compose file, or one with errors.</exception>
    public static async Task<AnycastProject> LoadAsync(
        Session session, ProjectSelection selection, CancellationToken cancellationToken)
    {
        var files = ProjectFiles.Find(selection, session)
            ?? throw new CommandFailure(ExitCode.Usage, "No Compose file here or in any directory above: "
                + "go to the directory of compose.yaml, or name the file with -f");
        IReadOnlyList<ComposeFile> texts = [.. files.Files.Select(file => Read(file, session))];
        Report(session, ComposeProject.CheckYaml(texts));
        var compose = await DockerCompose.FindAsync(session, cancellationToken);
        var sources = await SourcesAsync(session, selection, files, texts, compose, cancellationToken);
        if (compose is null)
        {
            session.Screen.Warn("Compose is not installed: the file is read as it stands, without variables, "
                + "overrides, extends or include");
        }

        var reading = ComposeProject.Read(sources);
        foreach (var warning in reading.Warnings)
        {
            session.Screen.Warn(warning.ToString());
        }

        Report(session, reading.Errors);
        var profiles = Profiles(session, selection);
        return new AnycastProject
        {
            Name = reading.ProjectName,
            Files = files,
            Rendered = reading.Rendered!,
            Pods = [.. reading.Pods.Where(pod => Runs(pod, profiles))],
            Compose = compose,
            File = new RenderedFile(reading.ProjectName, files.Directory, profiles)
            {
                EnvFiles = [.. selection.EnvFiles.Select(file => Path.GetFullPath(file, session.Directory))],
            },
        };
    }

    /// <summary>What is wrong with the Compose file of this directory; nothing where there is none, or none that
    /// announces anything.</summary>
    public static async Task<IReadOnlyList<ComposeError>> ErrorsAsync(
        Session session, ProjectSelection selection, DockerCompose? compose, CancellationToken cancellationToken)
    {
        if (ProjectFiles.Find(selection, session) is not { } files)
        {
            return [];
        }

        try
        {
            IReadOnlyList<ComposeFile> texts = [.. files.Files.Select(file => Read(file, session))];
            var broken = ComposeProject.CheckYaml(texts);
            return broken.Count > 0 || !texts.Any(text => text.Text.Contains("x-anycast", StringComparison.Ordinal))
                ? broken
                : ComposeProject.Read(
                    await SourcesAsync(session, selection, files, texts, compose, cancellationToken)).Errors;
        }
        catch (CommandFailure failure)
        {
            return [new ComposeError(files.Files[0], 1, 1, "", failure.Message, null)];
        }
    }

    private static async Task<ComposeSources> SourcesAsync(
        Session session, ProjectSelection selection, ProjectFiles files, IReadOnlyList<ComposeFile> texts,
        DockerCompose? compose, CancellationToken cancellationToken) => new()
        {
            Files = texts,
            Merged = compose is null ? null : await compose.MergeAsync(selection, files, cancellationToken),
            ProjectName = selection.Name ?? session.Variable("COMPOSE_PROJECT_NAME"),
            ProjectDirectory = files.Directory,
            PerchVersion = PerchVersion.Current,
        };

    private static void Report(Session session, IReadOnlyList<ComposeError> errors)
    {
        foreach (var error in errors)
        {
            session.Screen.Fail(error.ToString());
        }

        if (errors.Count > 0)
        {
            throw new CommandFailure(ExitCode.Usage, $"{Count.Of(errors.Count, "error")} to mend; nothing was done");
        }
    }

    private static ComposeFile Read(string path, Session session)
    {
        try
        {
            return new ComposeFile(path, System.IO.File.ReadAllText(Path.GetFullPath(path, session.Directory)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Usage, $"{path} cannot be read: {error.Message}");
        }
    }

    private static bool Runs(Pod pod, IReadOnlyList<string> profiles) =>
        pod.Profiles.Count == 0 || profiles.Contains("*") || pod.Profiles.Any(profiles.Contains);

    private static IReadOnlyList<string> Profiles(Session session, ProjectSelection selection) =>
        selection.Profiles.Count > 0
            ? selection.Profiles
            : session.Variable("COMPOSE_PROFILES")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
