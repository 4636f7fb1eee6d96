using Perch.Compose.Keys;
using Perch.Compose.Project;
using Perch.Model.Config;

namespace Perch.Compose.Anycast;

/// <summary>
/// From one item of x-anycast.health to one probe. Remembers which certificates the probes ask for.
/// </summary>
internal sealed class ProbeReader(ComposeModel model, Findings findings)
{
    private readonly List<Authority> _authorities = [];

    public IReadOnlyList<Authority> Authorities => _authorities;

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

        return new TlsConfig { Check = check, AuthorityFile = authority is null ? null : Authority(https, authority) };
    }

    private string? Authority(Section https, string name)
    {
        var place = https.PlaceOf(ProbeKeys.Authority);
        var authority = name.StartsWith('/') || name.StartsWith('.') ? new Authority("file", name)
            : model.Resource("configs", name) is not null ? new Authority("configs", name)
            : model.Resource("secrets", name) is not null ? new Authority("secrets", name)
            : null;
        if (authority is null)
        {
            findings.Error(
                place,
                $"no config and no secret is named {name}",
                $"write a name from configs or secrets, or a path: ./{name}");
            return null;
        }

        // Compose copies what is no file into a created container, and a read-only one refuses that.
        if (authority.Kind != "file" && model.Resource(authority.Kind, name)!.Value["file"] is null)
        {
            findings.Error(place, $"{authority.Kind}.{name} is not a file, and the speaker's container is read-only",
                $"write {authority.Kind}.{name}.file");
        }

        if (!_authorities.Contains(authority))
        {
            _authorities.Add(authority);
        }

        return authority.Target;
    }
}
