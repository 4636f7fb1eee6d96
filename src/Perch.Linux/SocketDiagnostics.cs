using System.Runtime.InteropServices;
using Perch.Linux.Netlink;

namespace Perch.Linux;

/// <summary>
/// The sockets that serve certain ports in this namespace, by sock_diag(7). The kernel says when one is gone, about a
/// millisecond after its process died; that one has come is to be asked for. Needs no capability.
/// </summary>
public sealed class SocketDiagnostics : IDisposable
{
    /// <summary><c>NETLINK_SOCK_DIAG</c>.</summary>
    private const int Protocol = 4;

    /// <summary><c>SKNLGRP_INET_TCP_DESTROY</c>, <c>…UDP_DESTROY</c> and their IPv6 twins: 1 to 4.</summary>
    private const uint DestroyGroups = 0b1111;

    private readonly NetlinkSocket _events;
    private readonly NetlinkSocket _requests;
    private readonly (TransportProtocol Protocol, byte[] Request)[] _dumps;

    /// <param name="ports">The ports watched, at most <see cref="MostPorts"/>.</param>
    public SocketDiagnostics(IReadOnlyCollection<(TransportProtocol Protocol, int Port)> ports)
    {
        _dumps = [.. from port in ports
                     from family in new[] { SocketConstants.AddressFamilyInet, SocketConstants.AddressFamilyInet6 }
                     select (port.Protocol, SocketMessages.Dump(family, port.Protocol, port.Port))];
        _requests = new(Protocol, 0, "a socket-diagnostics socket");
        _events = new(Protocol, DestroyGroups, "a socket-diagnostics socket for events");
        PortFilter.Attach(_events.Descriptor, [.. ports.Select(port => port.Port).Distinct()]);
    }

    public static int MostPorts => PortFilter.MostPorts;

    /// <summary>For a <see cref="Poller"/>: readable when a socket on one of the ports is gone.</summary>
    public SafeHandle Descriptor => _events.Descriptor;

    /// <summary>Every socket that serves one of the ports now. What went up to this moment no longer makes the
    /// descriptor readable.</summary>
    public Errno Read(ICollection<ServingSocket> sockets)
    {
        _events.Discard();
        foreach (var (protocol, request) in _dumps)
        {
            var answer = _requests.Dump(request, message =>
            {
                if (SocketMessages.TryRead(message, protocol, out var socket))
                {
                    sockets.Add(socket);
                }
            });
            if (answer is not Errno.None)
            {
                return answer;
            }
        }

        return Errno.None;
    }

    public void Dispose()
    {
        _events.Dispose();
        _requests.Dispose();
    }
}
