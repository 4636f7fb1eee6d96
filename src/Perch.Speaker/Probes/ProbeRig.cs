using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Speaker.Probes.Dns;
using Perch.Speaker.Probes.Http;
using Perch.Speaker.Probes.Tls;

namespace Perch.Speaker.Probes;

/// <summary>Builds probes from their configuration, and connects them to the loop.</summary>
/// <param name="random">For DNS ids.</param>
/// <param name="clock">The wall clock, for the dates of certificates and nothing else.</param>
internal sealed class ProbeRig(Poller poller, Inbox inbox, Random random, TimeProvider clock)
{
    /// <param name="addresses">The anycast addresses; each is asked.</param>
    /// <exception cref="FormatException">The configuration asks for something that cannot be asked.</exception>
    public IReadOnlyList<Probe> Build(IReadOnlyList<ProbeConfig> probes, IReadOnlyList<IpAddress> addresses) =>
        [.. probes.Select(probe => new Probe(ProbeName.Of(probe), [.. addresses.SelectMany(address =>
            Exchanges(probe, address, addresses.Count > 1 ? $"at {address}: " : ""))]))];

    private IEnumerable<Exchange> Exchanges(ProbeConfig probe, IpAddress address, string label) => probe switch
    {
        DnsProbeConfig { Transport: DnsTransport.Both } dns =>
            [Dns(dns, address, false, label), Dns(dns, address, true, $"{label}over TCP: ")],
        DnsProbeConfig dns => [Dns(dns, address, dns.Transport is DnsTransport.Tcp, label)],
        HttpProbeConfig http => [Http(http, address, label)],
        UdpProbeConfig udp => [Datagram(new Target(address, "udp", udp.Port), Udp(udp), label)],
        _ => [Stream(new Target(address, "tcp", probe.Port), new TcpQuestion(), label)],
    };

    private Exchange Dns(DnsProbeConfig dns, IpAddress address, bool overTcp, string label)
    {
        var question = new DnsQuestion(dns, overTcp, random);
        return overTcp
            ? Stream(new Target(address, "tcp", dns.Port), question, label)
            : Datagram(new Target(address, "udp", dns.Port), question, label);
    }

    private Exchange Http(HttpProbeConfig http, IpAddress address, string label)
    {
        var target = new Target(address, "tcp", http.Port);
        var question = new HttpQuestion(http, HostHeader(http, target));
        return http.Tls is null
            ? Stream(target, question, label)
            : new TlsExchange(target, question, TlsDemand.Of(http, target.Host, clock), inbox) { Label = label };
    }

    /// <summary>RFC 9112 3.2: the port is named unless it is the scheme's own.</summary>
    private static string HostHeader(HttpProbeConfig http, Target target) =>
        http.Port == (http.Tls is null ? 80 : 443) ? target.UriHost : $"{target.UriHost}:{http.Port}";

    private static UdpQuestion Udp(UdpProbeConfig udp) =>
        new(Convert.FromBase64String(udp.Send), udp.Expect is null ? null : Convert.FromBase64String(udp.Expect));

    private DatagramExchange Datagram(Target target, Question question, string label) =>
        new(target, question, poller, inbox) { Label = label };

    private StreamExchange Stream(Target target, Question question, string label) =>
        new(target, question, poller, inbox) { Label = label };
}
