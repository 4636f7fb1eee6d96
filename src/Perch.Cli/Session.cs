using Perch.Cli.Terminal;
using Perch.Docker;
using Perch.Docker.Endpoint;

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

    public Task<DockerClient> ConnectAsync(CancellationToken cancellationToken) =>
        DockerClient.ConnectAsync(Endpoint(), cancellationToken);

    public DockerEndpoint Endpoint() => new EndpointResolver(Flags, Variable).Resolve();
}
