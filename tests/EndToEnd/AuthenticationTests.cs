using System.Text.RegularExpressions;
using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>
/// The scheme that Perch comes from, two networks and an address of each family on the second, as one pod: its routers
/// are told by <c>perch host-config</c>, and believe nobody without the key.
/// </summary>
public sealed partial class AuthenticationTests
{
    private const string Key = "a-key-that-nobody-shall-see";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData(false, "{file: ./ospf.key}")]
    [InlineData(true, "{environment: OSPF_KEY}")]
    public async Task Both_families_answer_through_a_router_that_wants_a_key(bool frr, string secret)
    {
        await using var network = await SharedNetwork.StartAsync(new NetworkOptions { Frr = frr }, Token);
        var host = network.HostA;
        await new NameServer().WriteAsync(host, Token);
        await host.Machine.WriteAsync($"{NameServer.Folder}/compose.yaml", Compose(host, secret), Token);
        await host.Machine.WriteAsync($"{NameServer.Folder}/ospf.key", Key + "\n", Token);
        await using var pod = new Deployment(host);
        await pod.DoAsync($"chmod 600 ospf.key && OSPF_KEY={Key} perch up --no-wait", Token);
        await (frr ? TellFrrAsync(pod) : TellBirdAsync(pod));

        await pod.ReachesAsync("announced", Token);
        await network.AnswersAsync(host, Token);
        await network.AnswersAsync(host, Token, NameServer.AddressV6);
        var ospf = (await pod.StatusAsync(Token))["speaker"]!["ospf"]!.AsArray();
        Assert.Equal(2, ospf.Count);
        Assert.All(ospf, one => Assert.Equal("hmac-sha-256, key 1", (string?)one!["authentication"]));
        await NowhereIsTheKeyAsync(pod);

        await pod.DoAsync($"docker stop -t 2 {Deployment.Application}", Token);
        await network.LeadNowhereAsync(Token);
        await network.LeadNowhereAsync(Token, NameServer.AddressV6);
    }

    private static string Compose(Host host, string secret) =>
        $$$"""
        name: dns
        services:
          powerdns:
            image: lab/powerdns
            restart: always
            ports: ['53:53', '53:53/udp']
            networks:
              default: {ipv4_address: {{{host.PodNetwork}}}.54, ipv6_address: 'fcf9:a876:eddd:c85a:3a93::54'}
              anycast: {ipv4_address: {{{NameServer.Address}}}, ipv6_address: '{{{NameServer.AddressV6}}}'}
            volumes: ['./conf:/etc/powerdns:ro']
            x-anycast:
              addresses: [{{{NameServer.Address}}}, '{{{NameServer.AddressV6}}}']
              ospf: {networks: [default], keys: [{secret: ospf-key}]}
              health: [{dns: {name: example.dn42, type: SOA}}]
        secrets:
          ospf-key: {{{secret}}}
        networks:
          default:
            enable_ipv6: true
            driver_opts: {com.docker.network.bridge.name: br-dns}
            ipam: {config: [{subnet: {{{host.PodNetwork}}}.0/24}, {subnet: 'fcf9:a876:eddd:c85a:3a93::/80'}]}
          anycast:
            enable_ipv6: true
            driver_opts:
              com.docker.network.bridge.name: any0
              com.docker.network.bridge.enable_ip_masquerade: 'false'
            ipam: {config: [{subnet: 172.22.76.104/29}, {subnet: 'fdbc:f9dc:67ad:2547::/64'}]}
        """;

    /// <summary>The whole bird.conf of a host that had none; the cable to the router keeps the lab's timers.</summary>
    private static async Task TellBirdAsync(Deployment pod)
    {
        var printed = await pod.DoAsync($"OSPF_KEY={Key} perch host-config --bird --complete --uplink uplink", Token);
        Assert.DoesNotContain(Key, printed, StringComparison.Ordinal);
        var told = printed
            .Replace("PUT-KEY-1", Key, StringComparison.Ordinal)
            .Replace("interface \"uplink\";", "interface \"uplink\" { type ptp; hello 1; dead 4; };",
                StringComparison.Ordinal);

        // With its old name it would ask the lab's router for its own old router-LSA, and BIRD 2.17 forgets a neighbor
        // that becomes Full while the answer to that, the new one, is flooded.
        told = RouterId().Replace(told, "router id 10.99.1.22;");
        var bird = (BirdRouter)pod.Host.Router;
        await bird.StopAsync(Token);
        await bird.StartAsync(told, Token);
    }

    private static async Task TellFrrAsync(Deployment pod)
    {
        var printed = await pod.DoAsync($"OSPF_KEY={Key} perch host-config --frr", Token);
        Assert.DoesNotContain(Key, printed, StringComparison.Ordinal);
        await pod.Machine.WriteAsync(
            "/root/perch.conf", printed.Replace("PUT-KEY-1", Key, StringComparison.Ordinal), Token);
        await pod.DoAsync("vtysh -f /root/perch.conf", Token);
    }

    private static async Task NowhereIsTheKeyAsync(Deployment pod)
    {
        var said = await pod.DoAsync(
            $"""
            cat .perch/compose.yaml; perch status --json; perch doctor --json || true
            for c in {Deployment.Holder} {Deployment.Application} {Deployment.Speaker}; do
              docker inspect $c; docker logs $c 2>&1
            done
            docker exec {Deployment.Speaker} /perch-speaker status
            """,
            Token);
        Assert.Contains("/etc/perch/keys/ospf-key", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, said, StringComparison.Ordinal);
    }

    [GeneratedRegex("router id from [^;]*;")]
    private static partial Regex RouterId();
}
