using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;

namespace Perch.Speaker;

/// <summary>Where the anycast addresses are bound; at start-up, binds on lo those that are bound
/// nowhere.</summary>
internal sealed class Addresses(IReadOnlyList<AnycastPrefix> prefixes, RouteNetlink netlink)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Once, while CAP_NET_ADMIN is still held.</summary>
    public void Bind(Log log)
    {
        var links = netlink.Read();
        var loopback = links.FirstOrDefault(link => link.Loopback);
        foreach (var prefix in prefixes)
        {
            if (BoundTo(prefix, links) is not null || loopback is null)
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
                var advice = answer is Errno.NotPermitted ? "; give the speaker NET_ADMIN, or bind it yourself" : "";
                _problems.Add($"{prefix} cannot be bound to {loopback.Name}: {answer.Describe()}{advice}");
                log.Write(Severity.Warning, _problems[^1]);
            }
        }
    }

    public IReadOnlyList<AddressStatus> Status(IReadOnlyList<NetworkLink> links) =>
        [.. prefixes.Select(prefix => new AddressStatus(prefix.ToString(), BoundTo(prefix, links)))];

    private static string? BoundTo(AnycastPrefix prefix, IReadOnlyList<NetworkLink> links) =>
        links.FirstOrDefault(link => link.Addresses.Any(address => address.Value == prefix.Address))?.Name;
}
