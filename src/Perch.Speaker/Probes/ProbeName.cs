using Perch.Model.Config;

namespace Perch.Speaker.Probes;

/// <summary>A probe as the operator would say it.</summary>
internal static class ProbeName
{
    /// <summary>The port of DNS (RFC 1035 4.2), which goes without saying.</summary>
    private const int DnsPort = 53;

    public static string Of(ProbeConfig probe) => probe switch
    {
        DnsProbeConfig dns => $"dns {dns.Name} {dns.QueryType}{Transport(dns)}{Port(dns)}",
        HttpProbeConfig { Tls: null } http => $"http {http.Port} {http.Path}",
        HttpProbeConfig https => $"https {https.Port} {https.Path}",
        UdpProbeConfig => $"udp {probe.Port}",
        _ => $"tcp {probe.Port}",
    };

    private static string Transport(DnsProbeConfig dns) => dns.Transport is DnsTransport.Tcp ? " over TCP" : "";

    private static string Port(DnsProbeConfig dns) => dns.Port == DnsPort ? "" : $" on port {dns.Port}";
}
