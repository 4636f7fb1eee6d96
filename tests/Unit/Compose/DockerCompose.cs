using System.Diagnostics;

namespace Perch.Tests.Unit.Compose;

/// <summary>
/// The real Compose: the plugin that PERCH_COMPOSE names, or one where a docker command line keeps its plugins, or the
/// one that lab/setup brought. Nothing here needs an engine.
/// </summary>
internal static class DockerCompose
{
    private static readonly string Lab =
        Environment.GetEnvironmentVariable("PERCH_LAB") ?? "/var/cache/perch-lab";

    private static readonly string? Plugin = new[]
    {
        Environment.GetEnvironmentVariable("PERCH_COMPOSE"),
        Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/root", ".docker/cli-plugins/docker-compose"),
        "/usr/libexec/docker/cli-plugins/docker-compose",
        "/usr/lib/docker/cli-plugins/docker-compose",
        Path.Combine(Lab, "docker-config/cli-plugins/docker-compose"),
    }.FirstOrDefault(File.Exists);

    public const string Missing = "Docker Compose is not here: install it, or name its plugin in PERCH_COMPOSE";

    public static bool Found => Plugin is not null;

    /// <summary>What Compose says against a file; empty when it takes it.</summary>
    public static string Refusal(string folder, string file)
    {
        var (code, _, errors) = Run(folder, ["-f", file, "--profile", "*", "config", "--quiet"]);
        return code == 0 ? "" : errors;
    }

    /// <summary>
    /// The case's files as Compose merges them, as if they stood in <see cref="Case.ProjectDirectory"/>.
    /// </summary>
    /// <param name="scenario">The case.</param>
    /// <param name="variables">Variables of the environment, beside our own.</param>
    public static string Merge(Case scenario, params (string Name, string Value)[] variables)
    {
        var folder = scenario.InFolder("").TrimEnd('/');
        var files = scenario.Files.SelectMany(file => new[] { "-f", file });
        var (code, output, errors) = Run(
            folder, ["--project-name", "project", .. files, "--profile", "*", "config"], variables);
        Assert.True(code == 0, $"{scenario.Name}: {errors}");
        return output.Replace(folder, Case.ProjectDirectory, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) Run(
        string folder, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Plugin!, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
