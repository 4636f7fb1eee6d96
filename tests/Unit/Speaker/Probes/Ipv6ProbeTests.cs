using System.Net;
using System.Net.Security;
using System.Text;
using Perch.Model;
using Perch.Model.Config;
using Perch.Tests.Unit.Tls;

namespace Perch.Tests.Unit.Speaker.Probes;

/// <summary>Every kind of probe, talking to an IPv6 address.</summary>
public sealed class Ipv6ProbeTests
{
    [Fact]
    public void A_name_server_answers_over_udp()
    {
        using var server = new UdpServer(query => DnsMessages.Answer(query), IPAddress.IPv6Loopback);
        Assert.Equal("passed: NOERROR", Look(new DnsProbeConfig { Port = server.Port, Name = "example.dn42" }));
    }

    [Fact]
    public void A_port_that_accepts_passes_and_a_closed_one_fails_at_once()
    {
        using var server = new TcpServer(_ => { }, IPAddress.IPv6Loopback);
        Assert.Equal("passed: connected", Look(new TcpProbeConfig { Port = server.Port }));
        var closed = ProbeLoop.UnusedPort();
        Assert.Equal(
            $"failed: refused: nothing listens on tcp/{closed}", Look(new TcpProbeConfig { Port = closed }));
    }

    [Fact]
    public void A_web_server_is_told_the_address_in_brackets()
    {
        var request = "";
        using var server = new TcpServer(
            stream =>
            {
                request = Encoding.ASCII.GetString(TcpServer.Read(stream));
                stream.Write("HTTP/1.1 200 OK\r\n\r\n"u8);
            },
            IPAddress.IPv6Loopback);
        Assert.Equal("passed: status 200", Look(new HttpProbeConfig { Port = server.Port }));
        Assert.Contains($"\r\nHost: [::1]:{server.Port}\r\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dns.example")]
    [InlineData("[fd42::53]:8443")]
    public void A_certificate_is_made_out_to_the_host_without_brackets_and_port(string host)
    {
        using var authority = new TestAuthority("Perch test authority");
        var name = host.Trim('[').Split(']')[0];
        using var certificate = authority.Issue(name, TimeSpan.FromDays(-1), TimeSpan.FromDays(1));
        using var server = new TcpServer(
            stream =>
            {
                using var tls = new SslStream(stream);
                tls.AuthenticateAsServer(certificate);
                TcpServer.Read(tls);
                tls.Write("HTTP/1.1 200 OK\r\n\r\n"u8);
            },
            IPAddress.IPv6Loopback);
        var probe = new HttpProbeConfig
        {
            Port = server.Port,
            Host = host,
            Tls = new TlsConfig { Check = CertificateCheck.Name },
        };
        Assert.Equal("passed: status 200", Look(probe));
    }

    [Fact]
    public void An_address_that_the_pod_does_not_hold_asks_nobody_else()
    {
        Assert.True(IpAddress.TryParse("2001:db8::53", out var elsewhere));
        using var loop = new ProbeLoop([elsewhere], new TcpProbeConfig { Port = 53 });
        Assert.Equal("failed: 2001:db8::53 is bound to no interface of the pod", loop.Look());
    }

    [Fact]
    public void Where_one_family_does_not_answer_it_is_named()
    {
        using var server = new TcpServer(_ => { });
        using var loop = new ProbeLoop(
            [ProbeLoop.Loopback, ProbeLoop.Loopback6], new TcpProbeConfig { Port = server.Port });
        Assert.Equal($"failed: at ::1: refused: nothing listens on tcp/{server.Port}", loop.Look());
    }

    private static string Look(ProbeConfig probe)
    {
        using var loop = new ProbeLoop([ProbeLoop.Loopback6], probe);
        return loop.Look();
    }
}
