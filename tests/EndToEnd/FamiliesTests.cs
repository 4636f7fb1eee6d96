using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>Each family for itself.</summary>
public sealed class FamiliesTests(SharedNetwork shared)
{
    /// <summary>Two servers in one container, one for each family: without bindv6only the second would find the port
    /// taken.</summary>
    private const string Compose =
        $$$"""
        name: dns
        services:
          powerdns:
            image: lab/busybox
            restart: always
            entrypoint: [/bin/busybox, sh, -c]
            command:
              - >-
                /bin/busybox httpd -p 0.0.0.0:80 -h /etc;
                /bin/busybox httpd -p [::]:80 -h /etc;
                exec /bin/busybox sleep 3600
            sysctls: {net.ipv6.bindv6only: 1}
            networks: {default: {ipv4_address: 172.18.3.54, ipv6_address: 'fd00:172:18:3::54'}}
            x-anycast:
              addresses: [{{{NameServer.Address}}}, '{{{NameServer.AddressV6}}}']
              families: each
              health: [{http: {path: /passwd}}]
        networks:
          default:
            enable_ipv6: true
            driver_opts: {com.docker.network.bridge.name: br-dns}
            ipam: {config: [{subnet: 172.18.3.0/24}, {subnet: 'fd00:172:18:3::/64'}]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_family_whose_listener_ends_is_withdrawn_alone()
    {
        var network = await shared.GetAsync(Token);
        var host = network.HostA;
        await host.Engine.ImportAsync("busybox", Token);
        await host.Machine.WriteAsync($"{NameServer.Folder}/compose.yaml", Compose, Token);
        await using var pod = new Deployment(host);
        await pod.DoAsync("perch up --timeout 30s", Token);
        await network.LeadToAsync(host, Token);
        await network.LeadToAsync(host, Token, NameServer.AddressV6);

        await host.Machine.DoAsync("pkill -f 'http[d] -p .::.:80'", Token);
        await network.LeadNowhereAsync(Token, NameServer.AddressV6);
        await pod.ReachesAsync("partly", Token);
        await network.LeadToAsync(host, Token);

        await pod.DoAsync(
            $"docker exec {Deployment.Application} /bin/busybox httpd -p [::]:80 -h /etc", Token);
        await network.LeadToAsync(host, Token, NameServer.AddressV6);
        await pod.ReachesAsync("announced", Token);
    }
}
