using System.Text.Json.Serialization;

namespace Perch.Model.Config;

/// <summary>One look at the application, always sent to the anycast address from inside its namespace.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(DnsProbeConfig), "dns")]
[JsonDerivedType(typeof(TcpProbeConfig), "tcp")]
[JsonDerivedType(typeof(HttpProbeConfig), "http")]
[JsonDerivedType(typeof(UdpProbeConfig), "udp")]
public abstract record ProbeConfig
{
    /// <summary>Destination port, 1 to 65535.</summary>
    public required int Port { get; init; }
}

/// <summary>A DNS question (RFC 1035) and the answer that counts as health.</summary>
public sealed record DnsProbeConfig : ProbeConfig
{
    public required string Name { get; init; }

    /// <summary>Query type as the registry writes it (A, AAAA, SOA, TXT, …) or TYPEn.</summary>
    public string QueryType { get; set; } = "A";

    /// <summary>Expected response code, by its registry name.</summary>
    public string Rcode { get; set; } = "NOERROR";

    /// <summary>If given, one record of the answer must read so ("192.0.2.1", "ns.example.", a TXT's text).</summary>
    public string? Answer { get; set; }

    public DnsTransport Transport { get; set; } = DnsTransport.Udp;
}

public enum DnsTransport
{
    Udp,
    Tcp,

    /// <summary>Two questions, one over each; both must pass.</summary>
    Both,
}

/// <summary>The port accepts a connection.</summary>
public sealed record TcpProbeConfig : ProbeConfig;

/// <summary>A GET request, in the clear or over TLS.</summary>
public sealed record HttpProbeConfig : ProbeConfig
{
    public string Path { get; set; } = "/";

    /// <summary>Host header and TLS server name; the anycast address if not given.</summary>
    public string? Host { get; set; }

    /// <summary>Expected status; null accepts 200 to 399.</summary>
    public int? Status { get; set; }

    /// <summary>If given, the first 64 KiB of the body must contain this text.</summary>
    public string? Body { get; set; }

    /// <summary>Null: no TLS.</summary>
    public TlsConfig? Tls { get; set; }
}

/// <summary>What is demanded of the certificate.</summary>
public sealed record TlsConfig
{
    public CertificateCheck Check { get; set; } = CertificateCheck.Name;

    /// <summary>PEM file in the speaker's container: the authorities for
    /// <see cref="CertificateCheck.Chain"/>.</summary>
    public string? AuthorityFile { get; set; }
}

public enum CertificateCheck
{
    /// <summary>Any certificate will do.</summary>
    None,

    /// <summary>Within its dates and made out to the host; who issued it is not asked.</summary>
    Name,

    /// <summary>As <see cref="Name"/>, and issued by one of the authorities given.</summary>
    Chain,
}

/// <summary>A datagram and the reply that counts as health.</summary>
public sealed record UdpProbeConfig : ProbeConfig
{
    /// <summary>Payload to send, in base64.</summary>
    public required string Send { get; init; }

    /// <summary>If given (base64), the reply must contain these bytes; otherwise any reply will do.</summary>
    public string? Expect { get; set; }
}
