namespace Perch.Docker.Endpoint;

/// <summary>
/// The Docker CLI's global flags. It hands them to a plugin as they were typed, before the plugin's own name:
/// "docker --context lab perch up" runs "docker-perch --context lab perch up".
/// </summary>
public sealed record DockerFlags
{
    public static readonly DockerFlags None = new();

    public string? Host { get; init; }

    public string? Context { get; init; }

    /// <summary>--config: where config.json and the contexts are.</summary>
    public string? ConfigDirectory { get; init; }

    /// <summary>--tls; null when nothing was said.</summary>
    public bool? Tls { get; init; }

    /// <summary>--tlsverify; whatever it says, TLS is on.</summary>
    public bool? TlsVerify { get; init; }

    /// <summary>--tlscacert, --tlscert, --tlskey.</summary>
    public TlsFiles Files { get; init; }

    /// <summary>The flags verbatim, for the Docker CLI when we call it in turn.</summary>
    public IReadOnlyList<string> Verbatim { get; init; } = [];

    /// <summary>Takes the flags off the front of <paramref name="arguments"/>.</summary>
    public static DockerFlags Take(IReadOnlyList<string> arguments, out IReadOnlyList<string> rest)
    {
        var flags = None;
        var index = 0;
        while (index < arguments.Count && arguments[index].StartsWith('-'))
        {
            var (name, value) = Split(arguments[index]);
            var length = value is null && TakesValue(name) ? 2 : 1;
            value ??= length == 2 && index + 1 < arguments.Count ? arguments[index + 1] : null;
            flags = flags.With(name, value);
            index = Math.Min(index + length, arguments.Count);
        }

        rest = [.. arguments.Skip(index)];
        return flags with { Verbatim = [.. arguments.Take(index)] };
    }

    private DockerFlags With(string name, string? value) => name switch
    {
        "-H" or "--host" => this with { Host = value },
        "-c" or "--context" => this with { Context = value },
        "--config" => this with { ConfigDirectory = value },
        "--tls" => this with { Tls = value is not "false" },
        "--tlsverify" => this with { TlsVerify = value is not "false" },
        "--tlscacert" => this with { Files = Files with { Authority = value } },
        "--tlscert" => this with { Files = Files with { Certificate = value } },
        "--tlskey" => this with { Files = Files with { Key = value } },
        _ => this,
    };

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static bool TakesValue(string name) => name is "-H" or "--host" or "-c" or "--context" or "--config"
        or "-l" or "--log-level" or "--tlscacert" or "--tlscert" or "--tlskey";
}
