using System.Text;
using Perch.Model.Config;

namespace Perch.Tests.Unit.Speaker.Probes;

public sealed class OtherProbeTests
{
    [Fact]
    public void A_port_that_accepts_passes_and_a_closed_one_fails_at_once()
    {
        using var server = new TcpServer(_ => { });
        var closed = ProbeLoop.UnusedPort();
        using var loop = new ProbeLoop(new TcpProbeConfig { Port = server.Port }, new TcpProbeConfig { Port = closed });
        Assert.Equal(["passed: connected", $"failed: refused: nothing listens on tcp/{closed}"], loop.LookAtAll());
    }

    [Theory]
    [InlineData("cGluZw==", null, "passed: replied")]
    [InlineData("cGluZw==", "b25n", "passed: replied")]
    [InlineData("cGluZw==", "cGluZw==", "failed: the reply of 4 bytes does not contain the 4 expected")]
    public void A_datagram_must_bring_the_bytes_expected(string send, string? expect, string said)
    {
        using var server = new UdpServer(ping => ping.AsSpan().SequenceEqual("ping"u8) ? "pong"u8.ToArray() : null);
        using var loop = new ProbeLoop(new UdpProbeConfig { Port = server.Port, Send = send, Expect = expect });
        Assert.Equal(said, loop.Look());
    }

    [Fact]
    public void A_web_server_is_judged_by_status_and_body()
    {
        using var server = new TcpServer(stream =>
        {
            TcpServer.Read(stream);
            stream.Write("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n"u8);
            stream.Write(Encoding.ASCII.GetBytes(new string('.', 40_000) + "healthy" + new string('.', 159_993)));
        });
        var probe = new HttpProbeConfig { Port = server.Port };
        using var loop = new ProbeLoop(
            probe with { Body = "healthy" }, probe with { Body = "sick" }, probe with { Status = 204 });
        Assert.Equal(
            [
                "passed: status 200 with the text",
                "failed: answered status 200, but its body of 65536 bytes has no \"sick\"",
                "failed: answered status 200, expected 204",
            ],
            loop.LookAtAll());
    }

    [Fact]
    public void Looks_give_every_descriptor_back()
    {
        using var server = new UdpServer(query => query.Length > 4 && query[3] == 0 ? DnsMessages.Answer(query) : null);
        using var web = new TcpServer(stream =>
        {
            TcpServer.Read(stream);
            stream.Write("HTTP/1.1 200 OK\r\n\r\n"u8);
        });
        using var loop = new ProbeLoop(
            new DnsProbeConfig { Port = server.Port, Name = "example.dn42" },
            new HttpProbeConfig { Port = web.Port },
            new TcpProbeConfig { Port = ProbeLoop.UnusedPort() },
            new UdpProbeConfig { Port = server.Port, Send = "" });
        loop.LookAtAll(20);
        var before = ProbeLoop.Descriptors;
        for (var look = 0; look < 2_000; look++)
        {
            loop.LookAtAll(1);
        }

        Assert.InRange(ProbeLoop.Descriptors, 0, before + 100);
    }
}
