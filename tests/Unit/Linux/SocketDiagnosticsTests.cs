using System.Net;
using System.Net.Sockets;
using Perch.Linux;

namespace Perch.Tests.Unit.Linux;

public sealed class SocketDiagnosticsTests
{
    private static readonly (TransportProtocol, int)[] Dns =
        [(TransportProtocol.Udp, 53), (TransportProtocol.Tcp, 53)];

    [Fact]
    public void Sockets_that_serve_IPv4_are_found_and_no_others() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        using var one = Udp(new(IPAddress.Loopback, 53));
        using var other = Udp(new(IPAddress.Any, 54));
        using var dual = Tcp(new(IPAddress.IPv6Any, 53), dual: true);
        using var diagnostics = new SocketDiagnostics(Dns);

        Assert.Equal(
            [new(TransportProtocol.Udp, 53, 0x7F000001), new ServingSocket(TransportProtocol.Tcp, 53, 0)],
            Read(diagnostics));
    });

    [Fact]
    public void A_socket_for_IPv6_alone_does_not_serve_IPv4() => OwnNamespace.Run(() =>
    {
        using var six = Tcp(new(IPAddress.IPv6Any, 53), dual: false);
        using var diagnostics = new SocketDiagnostics(Dns);
        Assert.Empty(Read(diagnostics));
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
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { DualMode = dual };
        socket.Bind(at);
        socket.Listen(1);
        return socket;
    }
}
