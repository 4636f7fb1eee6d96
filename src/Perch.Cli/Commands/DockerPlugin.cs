using Perch.Docker.Endpoint;
using Perch.Model;

namespace Perch.Cli.Commands;

/// <summary>
/// The same executable as a plugin of the Docker CLI, under the name docker-perch in ~/.docker/cli-plugins: docker
/// asks
/// it for its metadata, and calls it with its own global flags and the word "perch" in front.
/// </summary>
internal static class DockerPlugin
{
    public const string MetadataCommand = "docker-cli-plugin-metadata";

    private const string Name = "perch";

    /// <summary>Schema 0.1.0 of the Docker CLI's plugin manager.</summary>
    public static string Metadata =>
        $$"""
        {"SchemaVersion":"0.1.0","Vendor":"Perch","Version":"{{PerchVersion.Current}}",
        "ShortDescription":"Anycast services: announced over OSPF while they answer"}
        """;

    public static Task<int> RunAsync(
        Session session, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments is [MetadataCommand, ..])
        {
            session.Screen.WriteLine(Metadata);
            return Task.FromResult(ExitCode.Ok);
        }

        // Only docker puts "perch" behind its flags: on our own command line no command has that name.
        var flags = DockerFlags.Take(arguments, out var rest);
        return rest is [Name, ..]
            ? CommandLine.RunAsync(session with { Flags = flags }, [.. rest.Skip(1)], cancellationToken)
            : CommandLine.RunAsync(session, arguments, cancellationToken);
    }
}
