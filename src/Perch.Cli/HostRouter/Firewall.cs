namespace Perch.Cli.HostRouter;

/// <summary>The one rule that Docker needs before it forwards to an address that it has not given out itself.</summary>
internal static class Firewall
{
    public static string Comment(HostPlan plan, string mark) => Commented(
        mark,
        [
            "The firewall: Docker drops what is routed straight to a container. One rule per address lets it pass:",
            .. plan.Addresses.Select(address => $"  {Rule(address.Address.ToString())}"),
            "It is gone after a reboot: repeat it where your firewall is set up, after docker.service. For nft:",
            .. plan.Addresses.Select(address =>
                $"  nft insert rule ip filter DOCKER-USER ip daddr {address.Address} counter accept"),
            "An engine with \"firewall-backend\": \"nftables\" has no DOCKER-USER: start it with",
            "--bridge-accept-fwmark=1, and set that mark on these packets in a forward chain of your own.",
            "",
        ]);

    public static string Rule(string address) => $"iptables -I DOCKER-USER -d {address} -j ACCEPT";

    /// <summary>Lines as comments of a configuration file.</summary>
    public static string Commented(string mark, params IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => (line.Length > 0 ? $"{mark} {line}" : mark) + "\n"));
}
