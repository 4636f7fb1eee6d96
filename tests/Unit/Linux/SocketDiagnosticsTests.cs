using System.Net;
using System.Net.Sockets;
using Perch.Linux;
using Perch.Model;

namespace Perch.Tests.Unit.Linux;

public sealed class SocketDiagnosticsTests
{
    private static readonly (TransportProtocol, int)[] Dns =
        [(TransportProtocol.Udp, 53), (TransportProtocol.Tcp, 53)];

    [Fact]
    public void Sockets_on_the_ports_are_found_and_no_others() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        using var one = Udp(new(IPAddress.Loopback, 53));
        using var six = Udp(new(IPAddress.IPv6Loopback, 53));
        using var other = Udp(new(IPAddress.Any, 54));
        using var dual = Tcp(new(IPAddress.IPv6Any, 53), dual: true);
        using var diagnostics = new SocketDiagnostics(Dns);

        Assert.Equal(
            [("Udp", "127.0.0.1"), ("Udp", "::1"), ("Tcp", "::")],
            Read(diagnostics).Select(socket => ($"{socket.Protocol}", $"{socket.Address}")));
    });

    [Theory]
    [InlineData("0.0.0.0", false, true, false)]
    [InlineData("127.0.0.1", false, true, false)]
    [InlineData("127.0.0.2", false, false, false)]
    [InlineData("::", true, true, true)]
    [InlineData("::", false, false, true)]
    [InlineData("::ffff:127.0.0.1", true, true, false)]
    [InlineData("::1", true, false, true)]
    public void A_socket_serves_the_addresses_that_it_takes(string at, bool dual, bool four, bool six) =>
        OwnNamespace.Run(() =>
        {
            OwnNamespace.Ip("link set lo up");
            using var listener = Tcp(new(IPAddress.Parse(at), 53), dual);
            using var diagnostics = new SocketDiagnostics(Dns);
            var socket = Assert.Single(Read(diagnostics));
            Assert.Equal(four, socket.Serves(IpAddress.FromV4(0x7F000001)));
            Assert.Equal(six, socket.Serves(new IpAddress(1)));
        });

    [Fact]
    public void The_end_of_a_socket_on_a_watched_port_wakes_the_loop() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        var watched = Udp(new(IPAddress.Any, 53));
        var unwatched = Udp(new(IPAddress.Any, 54));
        using var diagnostics = new SocketDiagnostics(Dns);
        var poller = new Poller();
        var wakes = 0;
        using var watch = poller.Add(diagnostics.Descriptor, Readiness.Readable, _ => wakes++);

        unwatched.Dispose();
        poller.Wait(TimeSpan.FromMilliseconds(50));
        Assert.Equal(0, wakes);

        watched.Dispose();
        poller.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(1, wakes);
        Assert.Empty(Read(diagnostics));
    });

    private static List<ServingSocket> Read(SocketDiagnostics diagnostics)
    {
        var sockets = new List<ServingSocket>();
        Assert.Equal(Errno.None, diagnostics.Read(sockets));
        return sockets;
    }

    private static Socket Udp(IPEndPoint at)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(at);
        return socket;
    }

    private static Socket Tcp(IPEndPoint at, bool dual)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (at.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = dual;
        }

        socket.Bind(at);
        socket.Listen(1);
        return socket;
    }
}
