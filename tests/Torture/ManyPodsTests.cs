using System.Globalization;
using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>Five pods, and a daemon that is restarted again and again: Docker starts their containers in any order, and
/// those whose holder came later not at all.</summary>
public sealed class ManyPodsTests(Hosts hosts, ITestOutputHelper output)
{
    private const int Pods = 5;
    private const int LongLimit = 30 * 60_000;

    private static int Restarts => Long.IsOn ? 20 : 1;

    [LabTheory(Timeout = LongLimit)]
    [MemberData(nameof(Long.EachMode), MemberType = typeof(Long))]
    public async Task Five_pods_come_back_after_each_restart_of_the_daemon(string engine, bool liveRestore)
    {
        var token = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(engine, liveRestore, token);
        await host.DoAsync("docker ps -aq | xargs -r docker rm -f", token);
        await host.Machine.WriteAsync($"{NameServer.Folder}/compose.yaml", Compose(host.Host), token);
        await host.DoAsync("perch up --timeout 60s", token);
        var longest = TimeSpan.Zero;
        for (var restart = 1; restart <= Restarts; restart++)
        {
            await host.Engine.StopAsync(token);
            await host.Engine.StartAsync(host.EngineOptions, token);
            var took = (await Until.SeenAsync(
                $"five pods after restart {restart}", TortureHost.Limit, each => StatesAsync(host, each),
                states => states == string.Join(' ', Enumerable.Repeat("announced", Pods)), token)).After;
            output.WriteLine($"restart {restart}: {took.TotalSeconds:0.0} s, {host.Heals()} heals in all");
            longest = took > longest ? took : longest;
        }

        Results.Add(
            engine, liveRestore, $"daemon restarted {Restarts} times in a row, with {Pods} pods",
            string.Create(CultureInfo.InvariantCulture, $"all {Pods} back each time"),
            "≤ " + Results.Seconds(longest), null);
        await host.DoAsync("docker ps -aq | xargs -r docker rm -f", token);
        await new NameServer().WriteAsync(host.Host, token);
    }

    private static async Task<string> StatesAsync(TortureHost host, CancellationToken cancellationToken)
    {
        var status = await host.Machine.RunAsync("perch status --json", cancellationToken);
        return status.Output.StartsWith('{')
            ? string.Join(' ', JsonNode.Parse(status.Output)!["pods"]!.AsArray().Select(pod => (string?)pod!["state"]))
            : status.Error;
    }

    private static string Compose(Host host) =>
        $$$"""
        name: dns
        services:
        {{{string.Join('\n', Enumerable.Range(1, Pods).Select(number => Service(host, number)))}}}
        networks:
          default:
            driver_opts: {com.docker.network.bridge.name: br-dns}
            ipam: {config: [{subnet: {{{host.PodNetwork}}}.0/24}]}
        """;

    private static string Service(Host host, int number) =>
        $$$"""
          dns{{{number}}}:
            image: lab/powerdns
            restart: always
            networks: {default: {ipv4_address: {{{host.PodNetwork}}}.{{{100 + number}}}}}
            volumes: ['./conf:/etc/powerdns:ro']
            x-anycast:
              addresses: [172.22.77.{{{number}}}]
              health: [{dns: {name: example.dn42, type: SOA}}]
        """;
}
