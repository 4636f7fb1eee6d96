using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>A service that needs another one, in a network that has nothing to do with anycast.</summary>
public sealed class BackendTests(SharedNetwork shared)
{
    private const string Compose =
        """
        name: dns
        services:
          powerdns:
            image: lab/powerdns
            restart: always
            networks: {default: {ipv4_address: 172.18.3.54}, backend: {}}
            volumes: ['./mysql:/etc/powerdns:ro']
            depends_on: {mariadb: {condition: service_healthy}}
            x-anycast:
              addresses: [172.22.76.109]
              ospf: {networks: [default]}
              health: [{dns: {name: example.dn42, type: SOA}}]
          mariadb:
            image: lab/mariadb
            networks: [backend]
            healthcheck:
              test: [CMD, /usr/bin/mariadb, -updns, -ppdns, -h127.0.0.1, -e, SELECT 1]
              interval: 1s
              retries: 30
          neighbor:
            image: lab/busybox
            entrypoint: [/bin/busybox, sleep, infinity]
            networks: [backend]
        networks:
          default:
            driver_opts: {com.docker.network.bridge.name: br-dns}
            ipam: {config: [{subnet: 172.18.3.0/24}]}
          backend: {ipam: {config: [{subnet: 172.30.0.0/24}]}}
        """;

    private const string Settings =
        """
        launch=gmysql
        gmysql-host=mariadb
        gmysql-user=pdns
        gmysql-password=pdns
        gmysql-dbname=pdns
        local-address=0.0.0.0
        socket-dir=/tmp
        security-poll-suffix=
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_name_server_with_a_database_is_announced_and_found_by_its_name()
    {
        var network = await shared.GetAsync(Token);
        var host = network.HostA;
        await host.Engine.ImportAsync("mariadb", Token);
        await host.Engine.ImportAsync("busybox", Token);
        await host.Machine.WriteAsync(
            $"{NameServer.Folder}/compose.yaml", Compose, Token);
        await host.Machine.WriteAsync($"{NameServer.Folder}/mysql/pdns.conf", Settings, Token);
        await using var pod = new Deployment(host);

        await pod.DoAsync("perch up --timeout 60s", Token);
        await network.LeadToAsync(host, Token);
        Assert.Equal("\"mariadb\"", await network.Client.AskAsync(NameServer.Address, "id.example.dn42", "TXT", Token));

        var found = await pod.DoAsync(
            "docker exec dns-neighbor-1 /bin/busybox nslookup www.example.dn42 powerdns", Token);
        Assert.Contains("172.22.76.1", found, StringComparison.Ordinal);
    }
}
