using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Perch.Tls;

/// <summary>What a client shows to a server that asks who it is: two files in PEM form.</summary>
public sealed record Identity(string CertificateFile, string KeyFile)
{
    /// <exception cref="TlsException">They cannot be read, or do not belong together.</exception>
    internal SslStreamCertificateContext Read()
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
            var between = new X509Certificate2Collection();
            between.ImportFromPemFile(CertificateFile);
            return SslStreamCertificateContext.Create(certificate, between, offline: true);
        }
        catch (Exception error) when (error is IOException or CryptographicException or ArgumentException
            or UnauthorizedAccessException)
        {
            throw new TlsException(
                $"our certificate cannot be read from {CertificateFile} and {KeyFile}: {error.Message}", error);
        }
    }
}
