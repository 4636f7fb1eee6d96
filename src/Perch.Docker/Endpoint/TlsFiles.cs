namespace Perch.Docker.Endpoint;

/// <summary>Files in PEM form that the Docker CLI was told of; null is its own choice.</summary>
public readonly record struct TlsFiles(string? Authority, string? Certificate, string? Key)
{
    /// <summary>The Docker CLI's names for them, in DOCKER_CERT_PATH, in its configuration directory and in a
    /// context's.</summary>
    public const string AuthorityName = "ca.pem";

    public const string CertificateName = "cert.pem";
    public const string KeyName = "key.pem";
}
