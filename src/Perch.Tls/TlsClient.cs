using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Perch.Tls;

/// <summary>The client's side of TLS: whom it believes, who it is, and in words why a connection did not come to
/// be. Nothing of it starts OpenSSL before a connection is opened: that costs memory.</summary>
/// <param name="authorities">Who may vouch for the server.</param>
/// <param name="identity">Null when it is to show nothing.</param>
public sealed class TlsClient(Authorities authorities, Identity? identity = null)
{
    public Authorities Authorities => authorities;

    public Identity? Identity => identity;

    /// <summary>Opens TLS over a connection, which it owns from here on.</summary>
    /// <param name="host">The name, or the address, that the server's certificate must be made out to.</param>
    /// <exception cref="TlsException">The server is refused, or refuses us.</exception>
    public async Task<Stream> OpenAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        var tls = new SslStream(connection);
        var problem = "";
        try
        {
            await tls.AuthenticateAsClientAsync(
                Options(host, said => problem = said), cancellationToken);
            return tls;
        }
        catch (Exception error) when (error is AuthenticationException or CryptographicException or IOException)
        {
            await tls.DisposeAsync();
            throw new TlsException(
                problem.Length > 0 ? problem : $"no TLS with it: {error.GetBaseException().Message}", error);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(string host, Action<string> refuse)
    {
        var believed = authorities.Read();
        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificateContext = identity?.Read(),
            CertificateChainPolicy = Policy(believed),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                var problem = believed is null ? "" : Problem(certificate as X509Certificate2, chain, errors, host);
                refuse(problem);
                return problem.Length == 0;
            },
        };
    }

    /// <summary>These authorities and no others, and nothing fetched from anywhere.</summary>
    private static X509ChainPolicy Policy(X509Certificate2Collection? believed)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(believed ?? []);
        return policy;
    }

    /// <returns>Empty when the certificate will do.</returns>
    private string Problem(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string host)
    {
        var why = chain?.ChainStatus.Select(status => status.Status).ToList() ?? [];
        return errors switch
        {
            SslPolicyErrors.None => "",
            _ when certificate is null => "it shows no certificate",
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) =>
                $"its certificate is made out to {Names(certificate)}, not to {host}",
            _ when why.Contains(X509ChainStatusFlags.NotTimeValid) =>
                "its certificate, or that of its authority, is out of date: it is good from "
                + $"{Day(certificate.NotBefore)} to {Day(certificate.NotAfter)}",
            _ => $"its certificate is issued by {certificate.Issuer}, for which no authority in {authorities} vouches"
                + $" ({string.Join(", ", why)})",
        };
    }

    private static string Day(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(names => names.EnumerateDnsNames()
                .Concat(names.EnumerateIPAddresses().Select(address => address.ToString())))
            .ToList();
        return names.Count > 0 ? string.Join(", ", names) : "nobody (it has no subject alternative name)";
    }
}
