using System.Runtime.InteropServices;
using Perch.Linux.Netlink;
using Perch.Model;

namespace Perch.Linux;

/// <summary>
/// Interfaces and addresses of both families, by rtnetlink(7). An event only says that it is time to look: everything
/// is then read anew, so that no lost or reordered event can leave a wrong picture.
/// </summary>
public sealed class RouteNetlink : IDisposable
{
    /// <summary><c>NETLINK_ROUTE</c>.</summary>
    private const int Protocol = 0;

    /// <summary><c>RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR</c>.</summary>
    private const uint LinksAndAddresses = 0x1 | 0x10 | 0x100;

    private static readonly byte[] LinkDump = RouteMessages.Dump(RouteMessages.GetLink);
    private static readonly byte[] AddressDump = RouteMessages.Dump(RouteMessages.GetAddress);

    private readonly NetlinkSocket _events = new(Protocol, LinksAndAddresses, "a netlink socket for events");
    private readonly NetlinkSocket _requests = new(Protocol, 0, "a netlink socket");

    /// <summary>For a <see cref="Poller"/>: readable when something may have changed.</summary>
    public SafeHandle Descriptor => _events.Descriptor;

    /// <summary>Everything as it is now. What changed up to this moment no longer makes the descriptor
    /// readable.</summary>
    /// <exception cref="KernelException">The kernel has no memory to answer with.</exception>
    public IReadOnlyList<NetworkLink> Read()
    {
        _events.Discard();
        var links = new List<NetworkLink>();
        var addresses = new List<(int Link, LinkAddress Address)>();
        Dump(LinkDump, message =>
        {
            if (RouteMessages.TryReadLink(message, out var link))
            {
                links.Add(link);
            }
        });
        Dump(AddressDump, message =>
        {
            if (RouteMessages.TryReadAddress(message, out var link, out var address))
            {
                addresses.Add((link, address));
            }
        });
        return [.. links.Select(link => link with
        {
            Addresses = [.. addresses.Where(entry => entry.Link == link.Index).Select(entry => entry.Address)],
        })];
    }

    /// <summary>Binds a /32 or a /128. <see cref="Errno.NotPermitted"/> without CAP_NET_ADMIN,
    /// <see cref="Errno.AccessDenied"/> where IPv6 is disabled on the interface.</summary>
    public Errno AddHostAddress(int interfaceIndex, IpAddress address) =>
        _requests.Ask(RouteMessages.AddHostAddress(interfaceIndex, address));

    public void Dispose()
    {
        _events.Dispose();
        _requests.Dispose();
    }

    private void Dump(byte[] request, NetlinkVisitor visit)
    {
        var answer = _requests.Dump(request, visit);
        if (answer is not Errno.None)
        {
            throw new KernelException("read the interfaces", answer);
        }
    }
}
