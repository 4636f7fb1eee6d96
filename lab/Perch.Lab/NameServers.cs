namespace Perch.Lab;

/// <summary>Several unmodified PowerDNS in one compose file, services "dns1", "dns2" …: each a pod with an anycast
/// address of its own, all on one bridge.</summary>
public sealed record NameServers(int Count)
{
    /// <summary>What their anycast addresses are of.</summary>
    public const string Addresses = "172.22.77.0/24";

    /// <summary>More keys for each service, in one line of YAML.</summary>
    public string Service { get; init; } = "";

    /// <param name="number">From 1.</param>
    public static string AddressOf(int number) => $"172.22.77.{number}";

    /// <summary>Writes the compose file and the zone into <see cref="NameServer.Folder"/> of a host.</summary>
    public async Task WriteAsync(Host host, CancellationToken cancellationToken)
    {
        await new NameServer().WriteAsync(host, cancellationToken);
        await host.Machine.WriteAsync($"{NameServer.Folder}/compose.yaml", Compose(host.PodNetwork), cancellationToken);
    }

    private string Compose(string network) =>
        $$$"""
        name: dns
        services:
        {{{string.Join('\n', Enumerable.Range(1, Count).Select(number => ServiceOf(network, number)))}}}
        networks:
          default:
            driver_opts: {com.docker.network.bridge.name: br-dns}
            ipam: {config: [{subnet: {{{network}}}.0/24}]}
        """;

    private string ServiceOf(string network, int number) =>
        $$$"""
          dns{{{number}}}:
            image: lab/powerdns
            networks: {default: {ipv4_address: {{{network}}}.{{{100 + number}}}}}
            volumes: ['./conf:/etc/powerdns:ro']
            x-anycast:
              addresses: [{{{AddressOf(number)}}}]
              health: [{dns: {name: example.dn42, type: SOA}}]
            {{{Service}}}
        """;
}
