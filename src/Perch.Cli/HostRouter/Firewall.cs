using Perch.Model;

namespace Perch.Cli.HostRouter;

/// <summary>The one rule that Docker needs before it forwards to an address that it has not given out itself.</summary>
internal static class Firewall
{
    public static string Comment(HostPlan plan, string mark) => Commented(
        mark,
        [
            "The firewall: Docker drops what is routed straight to a container. One rule per address lets it pass:",
            .. plan.Addresses.Select(address => $"  {Rule(address.Address.ToString())}"),
            .. plan.Versions.Contains(3)
                ? (string[])
                [
                    "An engine before 27 filters no IPv6 unless daemon.json says \"ip6tables\": true; else there is no",
                    "DOCKER-USER for ip6tables, and no need of its rule.",
                ]
                : [],
            "It is gone after a reboot: repeat it where your firewall is set up, after docker.service. For nft:",
            .. plan.Addresses.Select(NftRule),
            "An engine with \"firewall-backend\": \"nftables\" has no DOCKER-USER: start it with",
            "--bridge-accept-fwmark=1, and set that mark on these packets in a forward chain of your own.",
            "",
        ]);

    public static string Rule(string address) => $"{Program(address)} -I DOCKER-USER -d {address} -j ACCEPT";

    /// <summary>iptables has a program for each family.</summary>
    public static string Program(string address) =>
        address.Contains(':', StringComparison.Ordinal) ? "ip6tables" : "iptables";

    private static string NftRule(AnycastPrefix address)
    {
        var family = address.Address.IsV4 ? "ip" : "ip6";
        return $"  nft insert rule {family} filter DOCKER-USER {family} daddr {address.Address} counter accept";
    }

    /// <summary>Lines as comments of a configuration file.</summary>
    public static string Commented(string mark, params IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => (line.Length > 0 ? $"{mark} {line}" : mark) + "\n"));
}
