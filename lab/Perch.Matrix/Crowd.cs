using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Perch.Lab;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Matrix;

/// <summary>Fifty speakers on one bridge with one router, each in a namespace of its own with a service and an address
/// that it announces.</summary>
internal sealed record Crowd(Software Router, int Version)
{
    public const int Speakers = 50;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>"frr-10.3 v3 crowd": what a filter is matched against.</summary>
    public string Name => $"{Router.Id} v{Version} crowd";

    public static IEnumerable<Crowd> All() =>
        from router in Software.All
        from version in (int[])[2, 3]
        select new Crowd(router, version);

    public async Task<CrowdOutcome> TellAsync(LabFolder lab, CancellationToken token)
    {
        var options = new MachineOptions { Debian = Router.Debian, Folders = [Programs.Folder] };
        await using var host = await Machine.StartAsync(
            lab, $"crowd-{Router.Id}-{Version}".Replace('.', '-'), options, token);
        var port = new Port(Wiring.Interface, "0", NetworkType.Broadcast, Wiring.LinkCost);
        var router = Perch.Matrix.Router.Of(Router, host, Wiring.RouterId, Version == 2, port);
        try
        {
            await host.WriteAsync("/root/config", Config, token);
            await host.WriteAsync("/root/crowd.sh", Script, token);
            await host.DoAsync("sh /root/crowd.sh build", token);
            await router.StartAsync(token);
            await host.DoAsync("sh /root/crowd.sh start >/var/log/crowd.log 2>&1 </dev/null", token);
            var routed = await AllAsync(host, router, token);
            await router.KillAsync(token);
            await router.StartAsync(token);
            return new CrowdOutcome(this, routed, await AllAsync(host, router, token), null);
        }
        catch (LabException failure)
        {
            var told = $"{failure.Message}\n-- router\n{router.Tail()}\n-- speakers\n{host.Tail("/var/log/crowd.log")}";
            return new CrowdOutcome(this, default, default, told);
        }
    }

    /// <summary>How long it takes until all are Full and every address is routed to its own speaker.</summary>
    private async Task<TimeSpan> AllAsync(Machine host, Router router, CancellationToken token)
    {
        var since = Stopwatch.GetTimestamp();
        await Until.SeenAsync("routes", Limit, t => RoutesAsync(host, t), all => all == Speakers, token);
        await Until.SeenAsync("neighbors", Limit, router.FullAsync, all => all == Speakers, token);
        return Stopwatch.GetElapsedTime(since);
    }

    private async Task<int> RoutesAsync(Machine host, CancellationToken token)
    {
        var (family, prefix) = Version == 2 ? ("-4", "10.200.1.") : ("-6", "fd42:200::");
        var routes = await host.DoAsync($"ip {family} route show | grep '^{prefix}' || true", token);
        var hops = routes.Split('\n').Select(route => route.Split(' '))
            .Where(words => Array.IndexOf(words, "via") > 0)
            .Select(words => words[Array.IndexOf(words, "via") + 1]);
        return hops.Distinct().Count();
    }

    /// <summary>Complete but for the number of the namespace.</summary>
    private string Config => JsonSerializer.Serialize(
        new SpeakerConfig
        {
            Pod = "crowd",
            Addresses = [Version == 2 ? "10.200.1.NUMBER" : "fd42:200::NUMBER"],
            Ospf = new OspfConfig { AnnounceAs = AnnounceAs.External1, Metric = Wiring.AnnouncedMetric },
            Health = new HealthConfig { Rise = 1, Probes = [new TcpProbeConfig { Port = 8080 }] },
        },
        ModelJson.Default.SpeakerConfig);

    private static string Script => string.Create(CultureInfo.InvariantCulture, $$"""
        build() {
          ip link add {{Wiring.Interface}} type bridge
          ip link set {{Wiring.Interface}} up
          ip address add 172.30.9.1/24 dev {{Wiring.Interface}}
          for n in $(seq {{Speakers}}); do
            ip netns add s$n
            ip link add s$n type veth peer name eth0 netns s$n
            ip link set s$n master {{Wiring.Interface}} up
            ip -n s$n link set lo up
            ip -n s$n link set eth0 up
            ip -n s$n address add 172.30.9.$((100 + n))/24 dev eth0
            ip -n s$n address add 10.200.1.$n/32 dev lo
            ip -n s$n address add fd42:200::$n/128 dev lo
          done
        }
        one() {
          mkdir -p /run/perch /var/lib/perch
          mount -t tmpfs state /run/perch
          mount -t tmpfs state /var/lib/perch
          busybox httpd -p '[::]:8080' -h /root
          {{PodNames.ConfigVariable}}=$(sed "s/NUMBER/$1/" /root/config) exec {{Programs.Speaker}} run
        }
        start() {
          for n in $(seq {{Speakers}}); do
            ip netns exec s$n sh $0 one $n &
          done
        }
        "$@"
        """);
}

/// <summary>How long fifty took to be Full and routed, and how long after the router's restart; why they were
/// not.</summary>
internal sealed record CrowdOutcome(Crowd Crowd, TimeSpan Routed, TimeSpan Back, string? Why);
