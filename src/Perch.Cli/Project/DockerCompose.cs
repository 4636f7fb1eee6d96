using Perch.Cli.Commands;

namespace Perch.Cli.Project;

/// <summary>The real Compose: "docker compose", or the standalone "docker-compose" of version 2.</summary>
internal sealed class DockerCompose
{
    private readonly IReadOnlyList<string> _command;
    private readonly Session _session;

    private DockerCompose(IReadOnlyList<string> command, string version, Session session) =>
        (_command, Version, _session) = (command, version, session);

    /// <summary>"2.26.1", "5.3.0".</summary>
    public string Version { get; }

    /// <returns>Null when Compose 2 or newer is not installed.</returns>
    public static async Task<DockerCompose?> FindAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>[] candidates = [["docker", .. session.Flags.Verbatim, "compose"], ["docker-compose"]];
        foreach (var command in candidates)
        {
            var output = await ChildProcess.CaptureAsync(
                [.. command, "version", "--short"], session.Directory, cancellationToken);
            var version = output?.Stdout.Trim().TrimStart('v') ?? "";
            if (output?.ExitCode == 0 && !version.StartsWith("1.", StringComparison.Ordinal))
            {
                return new DockerCompose(command, version, session);
            }
        }

        return null;
    }

    /// <summary>The project as Compose merges it: YAML, since its JSON drops the x- keys of services, and with
    /// every
    /// profile, since a service left out would be missing from the rendered file.</summary>
    public async Task<string> MergeAsync(
        ProjectSelection selection, ProjectFiles files, CancellationToken cancellationToken)
    {
        var arguments = new List<string>(_command);
        arguments.AddRange(Pairs("--project-name", selection.Name is null ? [] : [selection.Name]));
        arguments.AddRange(Pairs("--file", files.Files));
        arguments.AddRange(Pairs("--project-directory", selection.Directory is null ? [] : [selection.Directory]));
        arguments.AddRange(Pairs("--env-file", selection.EnvFiles));
        arguments.AddRange(["--profile", "*", "config"]);
        var output = await ChildProcess.CaptureAsync(arguments, _session.Directory, cancellationToken);
        if (output is not { ExitCode: 0 } merged)
        {
            throw new CommandFailure(
                ExitCode.Usage, $"docker compose config refuses the project: {output?.Stderr.Trim()}");
        }

        foreach (var line in merged.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _session.Screen.Warn($"docker compose: {line}");
        }

        return merged.Stdout;
    }

    /// <summary>Runs a command on the rendered file, with Compose's own progress in view.</summary>
    public async Task RunAsync(RenderedFile file, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command =
        [
            .. _command, "--project-name", file.ProjectName, "--project-directory", file.Directory,
            "--file", file.Path, .. Pairs("--env-file", file.EnvFiles), .. Pairs("--profile", file.Profiles),
            .. arguments,
        ];
        if (await ChildProcess.ShowAsync(command, file.Directory, cancellationToken) is not 0)
        {
            throw new CommandFailure(
                ExitCode.Failed,
                $"docker compose {arguments[0]} failed; its own words are above. The file: {file.Path}");
        }
    }

    /// <summary>Runs a command on a file that is ours alone, and is kept nowhere.</summary>
    public async Task RunAsync(
        string projectName, string yaml, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("perch-");
        try
        {
            var file = new RenderedFile(projectName, folder.FullName, []);
            file.Write(yaml);
            await RunAsync(file, arguments, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Pairs(string option, IEnumerable<string> values) =>
        values.SelectMany(value => new[] { option, value });
}
