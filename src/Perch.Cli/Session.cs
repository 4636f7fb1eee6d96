using Perch.Cli.Terminal;
using Perch.Docker;
using Perch.Docker.Endpoint;
using Perch.Images;
using Perch.Model;

namespace Perch.Cli;

/// <summary>What one call of perch runs in: the terminal, the environment, the clock, the engine it was
/// told.</summary>
internal sealed record Session
{
    public required Screen Screen { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Working directory, absolute.</summary>
    public required string Directory { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The Docker CLI's global flags, when called as its plugin.</summary>
    public DockerFlags Flags { get; init; } = DockerFlags.None;

    /// <summary>Where <c>./build</c> leaves the archives, and where they travel with perch; PERCH_IMAGES names another
    /// place.</summary>
    public ImageStore Images => new(
        Variable("PERCH_IMAGES") is { Length: > 0 } directory
            ? directory
            : Path.Combine(AppContext.BaseDirectory, "images"),
        PerchVersion.Current);

    public Task<DockerClient> ConnectAsync(CancellationToken cancellationToken) =>
        DockerClient.ConnectAsync(Endpoint(), cancellationToken);

    public DockerEndpoint Endpoint() => new EndpointResolver(Flags, Variable).Resolve();
}
