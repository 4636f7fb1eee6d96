using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>Several pods in one network: speakers beside each other, each with the host alone.</summary>
public sealed class ManyPodsTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task Pods_on_one_bridge_are_announced_each_by_itself(int count)
    {
        var network = await shared.GetAsync(Token);
        await network.HostA.Machine.DoAsync("iptables -I DOCKER-USER -d 172.22.77.0/24 -j ACCEPT", Token);
        await new NameServer().WriteAsync(network.HostA, Token);
        await using var pods = new Deployment(network.HostA);
        await network.HostA.Machine.WriteAsync(
            $"{NameServer.Folder}/compose.yaml", Compose(network.HostA, count), Token);

        await pods.DoAsync("perch up --timeout 90s", Token);
        await RoutesAsync(network, count);

        await network.HostA.Engine.SignalAsync("dns-dns1-1", "STOP", Token);
        await RoutesAsync(network, count - 1);
        var answer = await network.Client.AskAsync("172.22.77.2", "id.example.dn42", "TXT", Token);
        Assert.Equal("\"hosta\"", answer);
    }

    private static async Task RoutesAsync(AnycastNetwork network, int count) =>
        await Until.SeenAsync(
            $"{count} routes", Deployment.Limit,
            token => network.Router.Machine.DoAsync("ip route | grep ^172.22.77. || true", token),
            routes => routes.Count(letter => letter == '\n') == count, Token);

    private static string Compose(Host host, int count) =>
        $$$"""
        name: dns
        services:
        {{{string.Join('\n', Enumerable.Range(1, count).Select(number => Service(host, number)))}}}
        networks:
          default:
            driver_opts: {com.docker.network.bridge.name: br-dns}
            ipam: {config: [{subnet: {{{host.PodNetwork}}}.0/24}]}
        """;

    private static string Service(Host host, int number) =>
        $$$"""
          dns{{{number}}}:
            image: lab/powerdns
            networks: {default: {ipv4_address: {{{host.PodNetwork}}}.{{{100 + number}}}}}
            volumes: ['./conf:/etc/powerdns:ro']
            x-anycast:
              addresses: [172.22.77.{{{number}}}]
              health: [{dns: {name: example.dn42, type: SOA}}]
        """;
}
