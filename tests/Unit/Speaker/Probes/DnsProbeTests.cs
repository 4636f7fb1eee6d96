using Perch.Model;
using Perch.Model.Config;

namespace Perch.Tests.Unit.Speaker.Probes;

public sealed class DnsProbeTests
{
    [Fact]
    public void A_name_server_that_answers_passes()
    {
        using var server = new UdpServer(query => DnsMessages.Answer(query));
        Assert.Equal("passed: NOERROR", Look(server.Port));
    }

    [Fact]
    public void A_wrong_response_code_fails_with_both_codes()
    {
        using var server = new UdpServer(query => DnsMessages.Answer(query, 0x8185));
        Assert.Equal("failed: answered REFUSED, expected NOERROR", Look(server.Port));
    }

    [Fact]
    public void A_closed_port_fails_at_once()
    {
        var port = ProbeLoop.UnusedPort();
        Assert.Equal($"failed: refused: nothing listens on udp/{port}", Look(port));
    }

    [Fact]
    public void Silence_is_silence()
    {
        using var server = new UdpServer(_ => null);
        Assert.Equal("silence", Look(server.Port, milliseconds: 100));
    }

    [Fact]
    public void An_answer_with_a_wrong_id_is_silence()
    {
        using var server = new UdpServer(query =>
        {
            query[0] ^= 1;
            return DnsMessages.Answer(query);
        });
        Assert.Equal("silence", Look(server.Port, milliseconds: 100));
    }

    [Fact]
    public void Garbage_fails()
    {
        using var server = new UdpServer(_ => [1, 2, 3]);
        Assert.Equal("failed: answered 3 bytes, which are no DNS message", Look(server.Port));
    }

    [Fact]
    public void An_address_that_the_pod_does_not_hold_asks_nobody_else()
    {
        using var loop = new ProbeLoop([IpAddress.FromV4(0xC0000235)], Soa(53));
        Assert.Equal("failed: 192.0.2.53 is bound to no interface of the pod", loop.Look());
    }

    [Fact]
    public void Several_addresses_must_all_answer_and_the_one_that_does_not_is_named()
    {
        using var server = new UdpServer(query => DnsMessages.Answer(query));
        using var loop = new ProbeLoop([ProbeLoop.Loopback, IpAddress.FromV4(0x7F000002)], Soa(server.Port));
        Assert.Equal($"failed: at 127.0.0.2: refused: nothing listens on udp/{server.Port}", loop.Look());
    }

    [Fact]
    public void Over_tcp_an_answer_may_come_in_drips()
    {
        using var server = new TcpServer(stream =>
        {
            foreach (var value in Framed(TcpServer.Read(stream)))
            {
                stream.WriteByte(value);
                stream.Flush();
            }
        });
        Assert.Equal("passed: NOERROR", Look(server.Port, DnsTransport.Tcp));
    }

    [Fact]
    public void Over_tcp_a_server_that_hangs_up_fails()
    {
        using var server = new TcpServer(stream => stream.Write(Framed(TcpServer.Read(stream)).AsSpan(0, 9)));
        var said = Look(server.Port, DnsTransport.Tcp);
        Assert.Equal("failed: closed the connection before its answer was complete", said);
    }

    [Fact]
    public void Both_transports_must_answer()
    {
        using var server = new UdpServer(query => DnsMessages.Answer(query));
        Assert.Equal(
            $"failed: over TCP: refused: nothing listens on tcp/{server.Port}", Look(server.Port, DnsTransport.Both));
    }

    private static string Look(int port, DnsTransport transport = DnsTransport.Udp, int milliseconds = 5_000)
    {
        using var loop = new ProbeLoop(Soa(port) with { Transport = transport });
        return loop.Look(milliseconds);
    }

    private static byte[] Framed(byte[] query)
    {
        var reply = DnsMessages.Answer(query.AsSpan(2));
        return [0, (byte)reply.Length, .. reply];
    }

    private static DnsProbeConfig Soa(int port) => new() { Port = port, Name = "example.dn42", QueryType = "SOA" };
}
