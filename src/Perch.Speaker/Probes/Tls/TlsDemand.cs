using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Speaker.Probes.Tls;

/// <summary>What a probe demands of a certificate, and which demand one misses.</summary>
internal sealed class TlsDemand
{
    private readonly CertificateCheck _check;
    private readonly TimeProvider _clock;
    private readonly string? _authorityFile;
    private readonly X509Certificate2Collection _authorities = [];

    private TlsDemand(TlsConfig config, string host, TimeProvider clock)
    {
        _check = config.Check;
        _clock = clock;
        _authorityFile = config.AuthorityFile;
        Host = host;
    }

    /// <summary>The server name, without a port.</summary>
    public string Host { get; }

    /// <exception cref="FormatException">The authorities cannot be read.</exception>
    public static TlsDemand Of(HttpProbeConfig http, string address, TimeProvider clock)
    {
        var demand = new TlsDemand(http.Tls!, http.Host is { } host ? WithoutPort(host) : address, clock);
        if (demand._check is CertificateCheck.Chain)
        {
            demand.ReadAuthorities();
        }

        return demand;
    }

    /// <summary>Our authorities and no others, nothing fetched from the network; a look has 300 ms.</summary>
    public X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }

    /// <summary>Null when it will do; otherwise the check that failed, and what the certificate says.</summary>
    public string? Problem(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) => _check switch
    {
        CertificateCheck.None => null,
        _ when certificate is null => $"certificate ({Check}): the server shows none",
        _ when Dates(certificate) is { } dates => $"certificate ({Check}): {dates}",
        _ when !certificate.MatchesHostname(Host, allowCommonName: false) =>
            $"certificate ({Check}): made out to {Names(certificate)}, not {Host}",
        CertificateCheck.Chain when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) =>
            $"certificate (chain): issued by {certificate.Issuer}, which is no authority of {_authorityFile} "
            + $"({Status(chain)})",
        _ => null,
    };

    /// <summary>"example:8443" and "[fd42::53]:8443" (RFC 3986 3.2.2).</summary>
    private static string WithoutPort(string host) =>
        host.StartsWith('[') ? host[1..].Split(']')[0]
        : IpAddress.TryParse(host, out _) ? host
        : host.Split(':')[0];

    private string Check => _check is CertificateCheck.Chain ? "chain" : "name";

    private void ReadAuthorities()
    {
        try
        {
            _authorities.ImportFromPemFile(_authorityFile ?? "");
        }
        catch (Exception exception) when (exception is IOException or CryptographicException or ArgumentException
            or UnauthorizedAccessException)
        {
            throw new FormatException($"health: cannot read the authorities in '{_authorityFile}'", exception);
        }

        if (_authorities.Count == 0)
        {
            throw new FormatException($"health: '{_authorityFile}' holds no certificate in PEM form");
        }
    }

    private string? Dates(X509Certificate2 certificate)
    {
        var now = _clock.GetUtcNow();
        return now < certificate.NotBefore ? $"not good before {Day(certificate.NotBefore)}"
            : now > certificate.NotAfter ? $"not good after {Day(certificate.NotAfter)}"
            : null;
    }

    private static string Day(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(names => names.EnumerateDnsNames()
                .Concat(names.EnumerateIPAddresses().Select(address => address.ToString())))
            .ToList();
        return names.Count == 0
            ? $"{certificate.Subject} without any subject alternative name"
            : string.Join(", ", names);
    }

    private static string Status(X509Chain? chain) =>
        chain?.ChainStatus.FirstOrDefault().Status.ToString() ?? "no chain";
}
