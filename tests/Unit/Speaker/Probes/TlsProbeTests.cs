using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Perch.Model.Config;
using Perch.Tests.Unit.Tls;

namespace Perch.Tests.Unit.Speaker.Probes;

public sealed class TlsProbeTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly string _authorityFile = Path.GetTempFileName();

    public void Dispose() => File.Delete(_authorityFile);

    [Theory]
    [InlineData(CertificateCheck.None)]
    [InlineData(CertificateCheck.Name)]
    [InlineData(CertificateCheck.Chain)]
    public void A_good_certificate_passes_every_check(CertificateCheck check)
    {
        using var authority = new TestAuthority("Perch test authority");
        using var certificate = authority.Issue("dns.example", -Day, Day);
        Assert.Equal("passed: status 200", Look(certificate, check, authority));
    }

    [Fact]
    public void A_certificate_for_another_name_fails_unless_nothing_is_demanded()
    {
        using var authority = new TestAuthority("Perch test authority");
        using var certificate = authority.Issue("www.example", -Day, Day);
        Assert.Equal("passed: status 200", Look(certificate, CertificateCheck.None, authority));
        Assert.Equal(
            "failed: certificate (name): made out to www.example, not dns.example",
            Look(certificate, CertificateCheck.Name, authority));
    }

    [Fact]
    public void A_certificate_out_of_date_fails_with_its_date()
    {
        using var authority = new TestAuthority("Perch test authority");
        using var old = authority.Issue("dns.example", -3 * Day, -2 * Day);
        var said = Look(old, CertificateCheck.Name, authority);
        Assert.StartsWith("failed: certificate (name): not good after 20", said, StringComparison.Ordinal);
        using var early = authority.Issue("dns.example", Day, 2 * Day);
        said = Look(early, CertificateCheck.Name, authority);
        Assert.StartsWith("failed: certificate (name): not good before 20", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_another_authority_fails_the_chain_only()
    {
        using var authority = new TestAuthority("Perch test authority");
        using var stranger = new TestAuthority("Somebody else");
        using var certificate = stranger.Issue("dns.example", -Day, Day);
        Assert.Equal("passed: status 200", Look(certificate, CertificateCheck.Name, authority));
        Assert.Equal(
            "failed: certificate (chain): issued by CN=Somebody else, which is no authority of "
                + $"{_authorityFile} (PartialChain)",
            Look(certificate, CertificateCheck.Chain, authority));
    }

    [Fact]
    public void A_server_without_tls_fails_in_words()
    {
        using var server = new TcpServer(stream =>
        {
            TcpServer.Read(stream);
            stream.Write("HTTP/1.1 400 Bad Request\r\n\r\n"u8);
        });
        using var loop = new ProbeLoop(Https(server.Port, CertificateCheck.None));
        Assert.StartsWith($"failed: no TLS on tcp/{server.Port}: ", loop.Look(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_port_fails_as_any_other()
    {
        var port = ProbeLoop.UnusedPort();
        using var loop = new ProbeLoop(Https(port, CertificateCheck.None));
        Assert.Equal($"failed: refused: nothing listens on tcp/{port}", loop.Look());
    }

    [Fact]
    public void A_look_that_is_ended_gives_its_socket_back_and_the_next_one_is_heard()
    {
        using var authority = new TestAuthority("Perch test authority");
        using var certificate = authority.Issue("dns.example", -Day, Day);
        var connections = 0;
        using var server = new TcpServer(stream =>
        {
            if (++connections == 1)
            {
                while (stream.Read(new byte[4096]) > 0)
                {
                    // A server that reads and never answers; it ends when the probe hangs up.
                }

                return;
            }

            Serve(stream, certificate);
        });
        using var loop = new ProbeLoop(Https(server.Port, CertificateCheck.Name));
        Assert.Equal("silence", loop.Look(100));
        Assert.Equal("passed: status 200", loop.Look());
    }

    [Fact]
    public void Looks_that_are_given_up_give_every_descriptor_back()
    {
        using var authority = new TestAuthority("Perch test authority");
        using var certificate = authority.Issue("dns.example", -Day, Day);
        using var server = new TcpServer(stream => Serve(stream, certificate));
        using var loop = new ProbeLoop(Https(server.Port, CertificateCheck.None));
        Assert.Equal("passed: status 200", loop.Look());
        var before = ProbeLoop.Descriptors;
        for (var look = 0; look < 500; look++)
        {
            loop.Look(milliseconds: 1);
        }

        Assert.Equal("passed: status 200", loop.Look());
        Assert.InRange(ProbeLoop.Descriptors, 0, before + 100);
    }

    [Fact]
    public void Authorities_that_cannot_be_read_are_refused_when_it_is_built()
    {
        File.WriteAllText(_authorityFile, "");
        var config = Https(443, CertificateCheck.Chain);
        var thrown = Assert.Throws<FormatException>(() => new ProbeLoop(config));
        Assert.Contains("holds no certificate in PEM form", thrown.Message, StringComparison.Ordinal);
        File.Delete(_authorityFile);
        thrown = Assert.Throws<FormatException>(() => new ProbeLoop(config));
        Assert.Contains("cannot read the authorities", thrown.Message, StringComparison.Ordinal);
    }

    private string Look(X509Certificate2 certificate, CertificateCheck check, TestAuthority authority)
    {
        File.WriteAllText(_authorityFile, authority.Pem);
        using var server = new TcpServer(stream => Serve(stream, certificate));
        using var loop = new ProbeLoop(Https(server.Port, check));
        return loop.Look();
    }

    private static void Serve(Stream stream, X509Certificate2 certificate)
    {
        try
        {
            using var tls = new SslStream(stream);
            tls.AuthenticateAsServer(certificate);
            TcpServer.Read(tls);
            tls.Write("HTTP/1.1 200 OK\r\n\r\n"u8);
        }
        catch (AuthenticationException)
        {
            // The probe refused the certificate.
        }
    }

    private HttpProbeConfig Https(int port, CertificateCheck check) => new()
    {
        Port = port,
        Host = "dns.example",
        Tls = new TlsConfig { Check = check, AuthorityFile = _authorityFile },
    };
}
