using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Matrix;

/// <summary>FRR's zebra with ospfd or ospf6d.</summary>
internal sealed class FrrPeer(Machine machine, string id, bool isV2, IReadOnlyList<Port> ports)
    : Router(machine, id, isV2, ports)
{
    private const string Log = "/var/log/frr/frr.log";

    private string Daemon => IsV2 ? "ospfd" : "ospf6d";

    private string Ip => IsV2 ? "ip" : "ipv6";

    private string Ospf => IsV2 ? "ip ospf" : "ipv6 ospf6";

    public override async Task StartAsync(CancellationToken token)
    {
        await Machine.WriteAsync("/etc/frr/frr.conf", Configuration(), token);
        await Machine.DoAsync(
            "mkdir -p /run/frr /var/log/frr && chown frr:frr /run/frr /var/log/frr && chmod 644 /etc/frr/frr.conf",
            token);
        foreach (var daemon in (string[])["zebra", Daemon])
        {
            await Machine.DoAsync($"/usr/lib/frr/{daemon} -d -f /etc/frr/frr.conf </dev/null >/dev/null 2>&1", token);
        }
    }

    public override async Task KillAsync(CancellationToken token)
    {
        // zebra first: it would still take away the routes of a daemon that has gone. FRR 10 routes through nexthop
        // objects, and an IPv6 route goes with its object.
        await Machine.DoAsync(
            $"pkill -KILL -x zebra; pkill -KILL -x {Daemon}; "
            + $"while pgrep -x 'zebra|{Daemon}' >/dev/null; do sleep 0.02; done; rm -f /run/frr/*",
            token);
        await Machine.DoAsync(
            "ip nexthop flush; "
            + "for n in 1 2 3; do ip route flush proto ospf && ip -6 route flush proto ospf && exit; done",
            token);
    }

    public override async Task<int?> CostAsync(bool isType2, CancellationToken token)
    {
        var text = await AskAsync($"show {Ip} route {Anycast} json", token);
        var found = text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject().FirstOrDefault().Value : null;
        return found is JsonArray { Count: > 0 } routes && (string?)routes[0]!["protocol"] is "ospf" or "ospf6"
            ? (int?)routes[0]!["metric"]
            : null;
    }

    public override async Task<string> LsasOfAsync(string routerId, CancellationToken token)
    {
        var text = await AskAsync(IsV2 ? "show ip ospf database" : "show ipv6 ospf6 database", token);
        return string.Join('\n', text.Split('\n').Where(line =>
            line.Contains(routerId, StringComparison.Ordinal) && !line.Contains("3600", StringComparison.Ordinal)));
    }

    public override async Task<int> FullAsync(CancellationToken token) =>
        (await AskAsync($"show {(IsV2 ? "ip ospf" : "ipv6 ospf6")} neighbor", token)).Split('\n')
            .Count(line => line.Contains("Full/", StringComparison.Ordinal));

    public override string Tail() => Machine.Tail(Log);

    private async Task<string> AskAsync(string words, CancellationToken token) =>
        (await Machine.RunAsync($"vtysh -c '{words}'", token)).Output;

    private string Configuration() =>
        $"""
        log file {Log}
        {(Ports.Any(port => port.Authentication == Authentication.HmacSha256) ? KeyChain : "")}
        {string.Join('\n', Ports.Select(OfPort))}
        router {(IsV2 ? "ospf" : "ospf6")}
         {(IsV2 ? "ospf" : "ospf6")} router-id {Id}
        {string.Join('\n', Ports.Where(port => port.Area != Area.Normal).Select(OfArea))}
        exit

        """;

    private string OfPort(Port port) =>
        $"""
        interface {port.Interface}
         {Ospf} area {port.AreaNumber}
         {Ospf} network {Words.Of(port.Link)}
         {Ospf} cost {port.Cost}
         {Ospf} hello-interval 1
         {Ospf} dead-interval 4
        {Keys(port.Authentication)}
        exit
        """;

    private static string OfArea(Port port) => $" area {port.AreaNumber} {Words.Of(port.Area)}";

    private static string KeyChain =>
        $"""
        key chain perch
         key 1
          key-string {Wiring.Secret}
          cryptographic-algorithm hmac-sha-256
         exit
        exit
        """;

    private static string Keys(Authentication authentication) => authentication switch
    {
        Authentication.Md5 =>
            $" ip ospf authentication message-digest\n ip ospf message-digest-key 1 md5 {Wiring.Secret}",
        Authentication.HmacSha256 => " ip ospf authentication key-chain perch",
        Authentication.Trailer =>
            $" ipv6 ospf6 authentication key-id 1 hash-algo hmac-sha-256 key {Wiring.Secret}",
        _ => "",
    };
}
