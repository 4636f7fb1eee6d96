using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Perch.Tls;

/// <summary>Who may vouch for a server. Read anew for each connection: they change while an agent runs, and are held
/// by nobody who does not need them.</summary>
public sealed class Authorities
{
    /// <summary>
    /// Where systems keep those that they believe: Debian, Alpine and most others; Fedora and its kin, of two ages;
    /// openSUSE; Alpine and FreeBSD. OpenSSL's own place is the one of the machine on which Perch was built.
    /// </summary>
    private static readonly string[] Places =
    [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ];

    /// <summary>Whoever answers is believed.</summary>
    public static readonly Authorities Anyone = new(() => null);

    /// <summary>Null for whoever answers; empty where there is none.</summary>
    private readonly Func<string?> _file;

    private Authorities(Func<string?> file) => _file = file;

    /// <summary>Those in a file in PEM form, and no others.</summary>
    public static Authorities Of(string file) => new(() => file);

    /// <summary>Those of this machine; as OpenSSL has it, SSL_CERT_FILE names others.</summary>
    public static Authorities OfMachine(Func<string, string?> variable) => new(() =>
        variable("SSL_CERT_FILE") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists) ?? "");

    /// <summary>Null when there are some, or none are needed.</summary>
    public string? Problem => _file() switch
    {
        null => null,
        "" => "there is no file of certificate authorities on this machine: install ca-certificates, or name one in "
            + $"SSL_CERT_FILE (looked for {string.Join(", ", Places)})",
        var file => File.Exists(file) ? null : $"there is no file of certificate authorities {file}",
    };

    /// <summary>The file; "anyone" without one.</summary>
    public override string ToString() => _file() ?? "anyone";

    /// <returns>Null when whoever answers is believed.</returns>
    /// <exception cref="TlsException">There are none.</exception>
    internal X509Certificate2Collection? Read()
    {
        if (_file() is not { } file)
        {
            return null;
        }

        if (Problem is { } problem)
        {
            throw new TlsException(problem);
        }

        var read = new X509Certificate2Collection();
        try
        {
            read.ImportFromPemFile(file);
        }
        catch (Exception error) when (error is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new TlsException($"the certificate authorities in {file} cannot be read: {error.Message}", error);
        }

        return read.Count > 0 ? read : throw new TlsException($"{file} holds no certificate in PEM form");
    }
}
