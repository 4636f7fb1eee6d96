using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Interfaces;

namespace Perch.Speaker;

/// <summary>Where the anycast addresses are bound; at start-up, binds on lo those that are bound
/// nowhere.</summary>
internal sealed class Addresses(IReadOnlyList<AnycastPrefix> prefixes, RouteNetlink netlink)
{
    private readonly List<string> _unbound = [];
    private IReadOnlyList<string> _duplicates = [];

    public IEnumerable<string> Problems => _unbound.Concat(_duplicates);

    /// <summary>Once, while CAP_NET_ADMIN is still held.</summary>
    public void Bind(Log log)
    {
        var links = netlink.Read();
        var loopback = links.FirstOrDefault(link => link.Loopback);
        foreach (var prefix in prefixes)
        {
            if (loopback is null || links.Any(link => link.Addresses.Any(address => address.Value == prefix.Address)))
            {
                continue;
            }

            var answer = netlink.AddHostAddress(loopback.Index, prefix.Address);
            if (answer is Errno.None)
            {
                log.Write($"{prefix} is bound to {loopback.Name}");
            }
            else
            {
                _unbound.Add($"{prefix} cannot be bound to {loopback.Name}: {Explain(answer, prefix, loopback)}");
                log.Write(Severity.Warning, _unbound[^1]);
            }
        }
    }

    public IReadOnlyList<AddressStatus> Status(IReadOnlyList<NetworkLink> links)
    {
        _duplicates =
        [
            .. from prefix in prefixes
               from link in links
               where link.Addresses.Any(address => address.Value == prefix.Address && address.IsDuplicate)
               select $"{prefix.Address} on {link.Name} is another machine's too, says duplicate address detection, "
                   + "and the kernel does not use it: do not give it to an interface, so that it is bound to lo",
        ];
        return [.. prefixes.Select(prefix => new AddressStatus(prefix.ToString(), BoundTo(prefix, links)))];
    }

    private static string Explain(Errno answer, AnycastPrefix prefix, NetworkLink loopback) => answer switch
    {
        Errno.NotPermitted => $"{answer.Describe()}; give the speaker NET_ADMIN, or bind it yourself",
        _ when !prefix.Address.IsV4 && Ipv6Sysctl.IsDisabled(loopback.Name) is true =>
            Ipv6Lack.DisabledOn(loopback.Name),
        _ => answer.Describe(),
    };

    private static string? BoundTo(AnycastPrefix prefix, IReadOnlyList<NetworkLink> links) => links.FirstOrDefault(
        link => link.Addresses.Any(address => address.Value == prefix.Address && !address.IsDuplicate))?.Name;
}
