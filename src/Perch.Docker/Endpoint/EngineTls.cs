using Perch.Tls;

namespace Perch.Docker.Endpoint;

/// <summary>Whether an engine is reached over TLS, and with which keys, as the Docker CLI decides it.</summary>
/// <param name="flags">Its global flags.</param>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class EngineTls(DockerFlags flags, Func<string, string?> variable)
{
    /// <summary>Where config.json, the contexts and, unless DOCKER_CERT_PATH is set, the keys are.</summary>
    public string ConfigDirectory =>
        flags.ConfigDirectory ?? Set("DOCKER_CONFIG") ?? Path.Combine(Set("HOME") ?? "/root", ".docker");

    /// <summary>Of an engine that a flag or DOCKER_HOST names; null for none.</summary>
    public TlsClient? OfFlags()
    {
        var verifies = flags.TlsVerify ?? Set("DOCKER_TLS_VERIFY") is not null;
        var isOn = flags.TlsVerify is not null || verifies || (flags.Tls ?? Set("DOCKER_TLS") is not null);
        return !isOn ? null : verifies ? Verified() : new TlsClient(Authorities.Anyone, Shown(Folder, flags.Files));
    }

    /// <summary>Of an engine whose address says https, and all else is said by the files.</summary>
    public TlsClient Verified() => new(
        Authorities.Of(flags.Files.Authority ?? Path.Combine(Folder, TlsFiles.AuthorityName)),
        Shown(Folder, flags.Files));

    /// <summary>Of a context; null for none.</summary>
    public TlsClient? Of(DockerContext context)
    {
        if (context.Keys is not { } folder)
        {
            return context.SkipsVerification ? new TlsClient(Authorities.Anyone) : null;
        }

        var authority = Path.Combine(folder, TlsFiles.AuthorityName);
        var believed = context.SkipsVerification ? Authorities.Anyone
            : File.Exists(authority) ? Authorities.Of(authority)
            : Authorities.OfMachine(variable);
        return new TlsClient(believed, Shown(folder, default));
    }

    private string Folder => Set("DOCKER_CERT_PATH") ?? ConfigDirectory;

    /// <summary>What was named must be there; of the usual names, what is there.</summary>
    private static Identity? Shown(string folder, TlsFiles named)
    {
        var (certificate, key) = (
            named.Certificate ?? Path.Combine(folder, TlsFiles.CertificateName),
            named.Key ?? Path.Combine(folder, TlsFiles.KeyName));
        var isWanted = named.Certificate is not null || named.Key is not null
            || File.Exists(certificate) || File.Exists(key);
        return isWanted ? new Identity(certificate, key) : null;
    }

    private string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
}
