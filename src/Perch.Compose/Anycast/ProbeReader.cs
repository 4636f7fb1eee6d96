using Perch.Compose.Keys;
using Perch.Model.Config;

namespace Perch.Compose.Anycast;

/// <summary>From one item of x-anycast.health to one probe.</summary>
internal sealed class ProbeReader(AuthorityReader authorities, Findings findings)
{
    /// <summary>What is missing or wrong has been reported, and stands here as nothing.</summary>
    public ProbeConfig Read(WrittenProbe probe) => probe.Kind.Name switch
    {
        "dns" => Dns(probe.Section),
        "tcp" => new TcpProbeConfig { Port = (int)probe.Section.Read(ProbeKeys.TcpPort, 0) },
        "http" => Http(probe.Section, ProbeKeys.HttpPort, 80),
        "https" => Http(probe.Section, ProbeKeys.HttpsPort, 443) with { Tls = Tls(probe.Section) },
        _ => Udp(probe.Section),
    };

    private static DnsProbeConfig Dns(Section dns) => new()
    {
        Name = dns.Read(ProbeKeys.Name, "."),
        QueryType = dns.Read(ProbeKeys.Type, "A").ToUpperInvariant(),
        Rcode = dns.Read(ProbeKeys.Rcode, "NOERROR").ToUpperInvariant(),
        Answer = dns.ReadText(ProbeKeys.Answer),
        Transport = dns.Read(ProbeKeys.Transport, DnsTransport.Udp),
        Port = (int)dns.Read(ProbeKeys.DnsPort, 53),
    };

    private static HttpProbeConfig Http(Section http, NumberKey port, int usual) => new()
    {
        Port = (int)http.Read(port, usual),
        Path = http.Read(ProbeKeys.Path, "/"),
        Host = http.ReadText(ProbeKeys.Host),
        Status = http.Try(ProbeKeys.Status, out var status) ? (int)status : null,
        Body = http.ReadText(ProbeKeys.Body),
    };

    private static UdpProbeConfig Udp(Section udp) => new()
    {
        Port = (int)udp.Read(ProbeKeys.UdpPort, 0),
        Send = Payload.ToBase64(udp.Read(ProbeKeys.Send, "")),
        Expect = udp.ReadText(ProbeKeys.Expect) is { } expect ? Payload.ToBase64(expect) : null,
    };

    private TlsConfig Tls(Section https)
    {
        var authority = https.ReadText(ProbeKeys.Authority);
        var usual = authority is null ? CertificateCheck.Name : CertificateCheck.Chain;
        var check = https.Read(ProbeKeys.Certificate, usual);
        if (check == CertificateCheck.Chain && authority is null && !https.Has(ProbeKeys.Authority))
        {
            findings.Error(https.PlaceOf(ProbeKeys.Certificate), "a chain ends at an authority, and none is given",
                "write authority: and the name of a config, a secret or a file");
        }

        if (check != CertificateCheck.Chain && authority is not null)
        {
            findings.Error(https.PlaceOf(ProbeKeys.Authority), "the authority is asked only with certificate: chain",
                "write certificate: chain, or remove authority");
        }

        var file = authority is null ? null : authorities.Read(https.PlaceOf(ProbeKeys.Authority));
        return new TlsConfig { Check = check, AuthorityFile = file };
    }
}
