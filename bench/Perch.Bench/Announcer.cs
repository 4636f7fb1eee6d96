using System.Globalization;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>A container that announces, seen from outside: its one process.</summary>
internal sealed class Announcer(string name, Host host, string container, int number, string forget)
{
    /// <summary>What the BIRD beside the speaker announces.</summary>
    public const string BirdsAddress = "172.22.76.110";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private int _pid;

    public string Name => name;

    /// <summary>Processor time of all its threads since it started.</summary>
    public TimeSpan Used => TimeSpan.FromMicroseconds(
        Directory.GetDirectories($"/proc/{_pid}/task")
            .Sum(task => long.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture))
        / 1000.0);

    public int ResidentKib =>
        int.Parse(
            File.ReadLines($"/proc/{_pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);

    public static Task<Announcer> SpeakerAsync(Host host, CancellationToken cancellationToken)
    {
        var container = new PerchPod().Announcer;
        var forget = $"docker run --rm --volumes-from {container} lab/busybox rm -f /var/lib/perch/state.json";
        return new Announcer("Perch's speaker", host, container, 54, forget)
            .LookAsync(cancellationToken);
    }

    /// <summary>As in the baseline, but in a network of its own on the same bridge.</summary>
    public static async Task<Announcer> BirdAsync(Host host, CancellationToken cancellationToken)
    {
        await host.Engine.ImportAsync("bird", cancellationToken);
        await host.Engine.ImportAsync("busybox", cancellationToken);
        await host.Machine.WriteAsync(
            "/srv/bird/bird.conf",
            $$"""
            log stderr all;
            router id 10.88.0.99;
            protocol device { scan time 5; }
            protocol static { ipv4; route {{BirdsAddress}}/32 blackhole; }
            protocol ospf v2 {
              debug { states };
              ipv4 { import none; export where source = RTS_STATIC; };
              area 0 { interface "eth*" { type broadcast; hello 10; dead 40; priority 0; }; };
            }
            """,
            cancellationToken);
        await host.Machine.DoAsync(
            $"docker run -d --name bird --network dns_default --ip {host.PodNetwork}.99 --cap-add NET_ADMIN "
            + "--ulimit stack=-1 -v /srv/bird/bird.conf:/etc/bird.conf:ro lab/bird",
            cancellationToken);
        return await new Announcer("BIRD", host, "bird", 99, ":").LookAsync(cancellationToken);
    }

    /// <summary>Starts it anew, with nothing remembered; how long until the host's router was Full with it.</summary>
    public async Task<TimeSpan> RestartAsync(CancellationToken cancellationToken)
    {
        await host.Machine.DoAsync($"docker stop -t 10 {container}", cancellationToken);
        await host.Machine.DoAsync(forget, cancellationToken);
        await SeenFullAsync(false, cancellationToken);
        var since = TimeProvider.System.GetUtcNow();
        await host.Machine.DoAsync($"docker start {container}", cancellationToken);
        await SeenFullAsync(true, cancellationToken);
        var took = TimeProvider.System.GetUtcNow() - since;
        await LookAsync(cancellationToken);
        return took;
    }

    private Task<Seen<string>> SeenFullAsync(bool full, CancellationToken cancellationToken) => Until.SeenAsync(
        $"{name} {(full ? "Full" : "gone")}", Limit, host.Router.NeighborsAsync,
        told => full == told.Split('\n').Any(line =>
            line.TrimEnd().EndsWith($"{host.PodNetwork}.{number}", StringComparison.Ordinal)
            && line.Contains("Full", StringComparison.Ordinal)),
        cancellationToken);

    /// <summary>Finds its process.</summary>
    private async Task<Announcer> LookAsync(CancellationToken cancellationToken)
    {
        _pid = await host.Engine.OutsidePidAsync(container, cancellationToken);
        return this;
    }
}
