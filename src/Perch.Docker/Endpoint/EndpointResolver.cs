using System.Globalization;
using Perch.Tls;

namespace Perch.Docker.Endpoint;

/// <summary>Finds the engine exactly as the Docker CLI does: flags, DOCKER_HOST, DOCKER_CONTEXT, current
/// context.</summary>
/// <param name="flags">The Docker CLI's global flags, when called as its plugin.</param>
/// <param name="variable">Reads an environment variable.</param>
public sealed class EndpointResolver(DockerFlags flags, Func<string, string?> variable)
{
    /// <summary>The Docker CLI's default on Linux.</summary>
    public const string DefaultAddress = "unix:///var/run/docker.sock";

    /// <summary>The Engine's registered port without TLS (IANA "docker"); the Docker CLI has it for both, where an
    /// address names none.</summary>
    private const int PlainPort = 2375;

    /// <summary>The Docker CLI's default when TLS is asked for and no engine is named.</summary>
    private const string DefaultTlsAddress = "tcp://localhost:2376";

    private readonly EngineTls _tls = new(flags, variable);

    public DockerEndpoint Resolve()
    {
        if (flags is { Host: not null, Context: not null })
        {
            throw new DockerException("--host and --context both name an engine: give one of them");
        }

        if (flags.Host is { } host)
        {
            return FromAddress(host, "--host", _tls.OfFlags());
        }

        if (flags.Context is null && Set("DOCKER_HOST") is { } fromEnvironment)
        {
            return FromAddress(fromEnvironment, "DOCKER_HOST", _tls.OfFlags());
        }

        var store = new ContextStore(_tls.ConfigDirectory);
        var name = flags.Context ?? Set("DOCKER_CONTEXT") ?? store.Current() ?? "default";
        if (name == "default")
        {
            return _tls.OfFlags() is { } client
                ? FromAddress(DefaultTlsAddress, "the default with TLS", client)
                : FromAddress(DefaultAddress, "the default socket", tls: null);
        }

        var context = store.Find(name);
        var address = context.Host is "" ? DefaultAddress : context.Host;
        return FromAddress(address, $"context '{name}'", _tls.Of(context));
    }

    private DockerEndpoint FromAddress(string address, string source, TlsClient? tls)
    {
        if (!address.Contains("://", StringComparison.Ordinal))
        {
            // The Docker CLI takes "host:port" for TCP.
            address = "tcp://" + address;
        }

        var scheme = address[..address.IndexOf("://", StringComparison.Ordinal)];
        return scheme switch
        {
            "unix" => new DockerEndpoint.Unix(address["unix://".Length..]) { Address = address, Source = source },
            "tcp" or "http" or "https" => Tcp(address, source, scheme == "https" ? tls ?? _tls.Verified() : tls),
            "ssh" => ThroughSsh(address, source),
            _ => throw new DockerException(
                $"{source} names the engine '{address}': write unix://PATH, tcp://HOST:PORT or ssh://USER@HOST"),
        };
    }

    private static DockerEndpoint.Tcp Tcp(string address, string source, TlsClient? tls) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? new(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : PlainPort, tls) { Address = address, Source = source }
            : throw new DockerException($"{source} names the engine '{address}': write tcp://HOST:PORT");

    private static DockerEndpoint.Command ThroughSsh(string address, string source)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Host[0] == '-')
        {
            throw new DockerException(
                $"{source} names the engine '{address}': write ssh://USER@HOST or ssh://USER@HOST:PORT");
        }

        var arguments = new List<string> { "ssh", "-o", "ConnectTimeout=30", "-T" };
        if (uri.UserInfo.Length > 0)
        {
            arguments.AddRange(["-l", Uri.UnescapeDataString(uri.UserInfo.Split(':')[0])]);
        }

        if (uri.Port > 0)
        {
            arguments.AddRange(["-p", uri.Port.ToString(CultureInfo.InvariantCulture)]);
        }

        arguments.AddRange(["--", uri.Host, "docker"]);
        if (uri.AbsolutePath.Length > 1)
        {
            arguments.AddRange(["--host", "unix://" + uri.AbsolutePath]);
        }

        arguments.AddRange(["system", "dial-stdio"]);
        return new DockerEndpoint.Command(arguments) { Address = address, Source = source };
    }

    private string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
}
