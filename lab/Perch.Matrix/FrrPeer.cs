using System.Text.Json.Nodes;

namespace Perch.Matrix;

/// <summary>FRR's zebra with ospfd or ospf6d.</summary>
internal sealed class FrrPeer(Wiring wiring, Cell cell) : Router(wiring, cell)
{
    private const string Log = "/var/log/frr/frr.log";

    private string Daemon => Cell.IsV2 ? "ospfd" : "ospf6d";

    private string Ip => Cell.IsV2 ? "ip" : "ipv6";

    private string Ospf => Cell.IsV2 ? "ip ospf" : "ipv6 ospf6";

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
        await Machine.DoAsync(
            $"pkill -KILL -x {Daemon}; pkill -KILL -x zebra; "
            + $"while pgrep -x 'zebra|{Daemon}' >/dev/null; do sleep 0.02; done",
            token);
        await Machine.DoAsync("rm -f /run/frr/*; ip route flush proto ospf; ip -6 route flush proto ospf", token);
    }

    public override async Task<int?> CostAsync(CancellationToken token)
    {
        var text = await AskAsync($"show {Ip} route {Anycast} json", token);
        return text.StartsWith('{') && JsonNode.Parse(text)!.AsObject().FirstOrDefault().Value?[0] is { } route
            && (string?)route["protocol"] is "ospf" or "ospf6"
            ? (int?)JsonNode.Parse(text)!.AsObject().First().Value![0]!["metric"]
            : null;
    }

    public override async Task<string> LsasOfAsync(string routerId, CancellationToken token)
    {
        var text = await AskAsync(Cell.IsV2 ? "show ip ospf database" : "show ipv6 ospf6 database", token);
        return string.Join('\n', text.Split('\n').Where(line =>
            line.Contains(routerId, StringComparison.Ordinal) && !line.Contains("3600", StringComparison.Ordinal)));
    }

    public override string Tail() => Machine.Tail(Log);

    private async Task<string> AskAsync(string words, CancellationToken token) =>
        (await Machine.RunAsync($"vtysh -c '{words}'", token)).Output;

    private string Configuration()
    {
        var area = Cell.Area == Area.Normal ? "" : $" area {AreaNumber} {Words.Of(Cell.Area)}";
        return $"""
            log file {Log}
            {(Cell.Authentication == Authentication.HmacSha256 ? KeyChain : "")}
            interface {Wiring.Interface}
             {Ospf} area {AreaNumber}
             {Ospf} network {Words.Of(Cell.Link)}
             {Ospf} cost {Wiring.LinkCost}
             {Ospf} hello-interval 1
             {Ospf} dead-interval 4
            {Keys}
            exit
            router {(Cell.IsV2 ? "ospf" : "ospf6")}
             {(Cell.IsV2 ? "ospf" : "ospf6")} router-id {Wiring.RouterId}
            {area}
            exit

            """;
    }

    private static string KeyChain =>
        $"""
        key chain perch
         key 1
          key-string {Wiring.Secret}
          cryptographic-algorithm hmac-sha-256
         exit
        exit
        """;

    private string Keys => Cell.Authentication switch
    {
        Authentication.Md5 =>
            $" ip ospf authentication message-digest\n ip ospf message-digest-key 1 md5 {Wiring.Secret}",
        Authentication.HmacSha256 => " ip ospf authentication key-chain perch",
        Authentication.Trailer =>
            $" ipv6 ospf6 authentication key-id 1 hash-algo hmac-sha-256 key {Wiring.Secret}",
        _ => "",
    };
}
