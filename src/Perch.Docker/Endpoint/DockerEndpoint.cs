using Perch.Tls;

namespace Perch.Docker.Endpoint;

/// <summary>Where an engine listens, and how a byte stream to it is opened.</summary>
public abstract record DockerEndpoint
{
    private DockerEndpoint()
    {
    }

    /// <summary>The address as an operator would write it into DOCKER_HOST.</summary>
    public required string Address { get; init; }

    /// <summary>What decided for this engine: "DOCKER_HOST", "context 'lab'", "the default socket".</summary>
    public required string Source { get; init; }

    public sealed record Unix(string Path) : DockerEndpoint;

    /// <param name="Tls">Null for none.</param>
    public sealed record Tcp(string Host, int Port, TlsClient? Tls) : DockerEndpoint;

    /// <summary>A command whose standard input and output are the connection: "ssh … docker system
    /// dial-stdio".</summary>
    public sealed record Command(IReadOnlyList<string> Arguments) : DockerEndpoint;

    public sealed override string ToString() => $"{Address} ({Source})";
}
