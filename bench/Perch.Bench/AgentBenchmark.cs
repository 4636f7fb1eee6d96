using System.Globalization;
using System.Text.Json.Nodes;
using Perch.Lab;
using Perch.Model;

namespace Perch.Bench;

/// <summary>What an agent costs that watches many pods: holders of Perch, and members that do nothing.</summary>
internal sealed class AgentBenchmark(Machine machine)
{
    private const int Many = 50;

    /// <summary>Three containers each, which makes 201.</summary>
    private const int Most = 67;

    /// <summary>Every holder dies as often, and its two members are healed: more than 1,000 heals.</summary>
    private const int Rounds = 8;

    private const string Log = "/var/log/perch-agent.log";
    private const string Restarting = "event=healed msg=\"restarting";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Two full passes.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        report.Heading("What the agent costs");
        report.Say($"`perch agent run` beside Engine 26.1.5 and {Many} pods of three real containers each; "
            + "processor time is of one core.\n");
        var seen = await report.TryAsync("agent", () => MeasureAsync(cancellationToken));
        if (seen is null)
        {
            return;
        }

        report.Header("", "aim", "seen");
        report.Row($"resident: {Many} pods, after two full passes", "≤ 40 MiB", Mib(seen.Quiet.ResidentKib));
        report.Row($"processor: {Many} pods, nothing happens", "≤ 1 %", $"{seen.Quiet.Share:0.00 %}");
        report.Row($"a full pass over {3 * Most} containers", "≤ 1 s", Report.Time(seen.Pass));
        report.Row($"resident: after {seen.First.Heals} heals", "-", Mib(seen.First.ResidentKib));
        report.Row($"resident: after {seen.Last.Heals} heals", "no growth", Mib(seen.Last.ResidentKib));
    }

    private static async Task<AgentFigures> MeasureAsync(CancellationToken cancellationToken)
    {
        using var folder = LabFolder.Create();
        await using var machine = await Machine.StartAsync(
            folder, "hosta", new MachineOptions { Folders = [Host.Artifacts, DockerEngine.Images] }, cancellationToken);
        var engine = new DockerEngine(machine);
        await engine.StartAsync(cancellationToken);
        await engine.ImportAsync("busybox", cancellationToken, "STOPSIGNAL SIGKILL");
        await machine.DoAsync(
            $"docker load -i {Host.Artifacts}/images/holder-amd64.tar && docker network create pods "
            + $"&& ln -sf {Host.Artifacts}/perch /usr/local/bin/perch", cancellationToken);
        return await new AgentBenchmark(machine).RunAsync(cancellationToken);
    }

    private async Task<AgentFigures> RunAsync(CancellationToken cancellationToken)
    {
        await PodsAsync(1, Many, cancellationToken);
        await machine.StartDaemonAsync("perch agent run", Log, cancellationToken);
        await WellAsync(Many, cancellationToken);
        await Task.Delay(Idle, cancellationToken);
        var before = await UsedAsync(cancellationToken);
        await Task.Delay(Idle, cancellationToken);
        var quiet = new AgentUse(
            await ResidentAsync(cancellationToken), (await UsedAsync(cancellationToken) - before) / Idle);

        Console.Error.WriteLine($"    {quiet}");
        await PodsAsync(Many + 1, Most, cancellationToken);
        await WellAsync(Most, cancellationToken);
        await Task.Delay(Idle, cancellationToken);
        var told = (string?)(await StandingsAsync(cancellationToken))?["fullPassTook"];
        if (!DurationConverter.TryParse(told, out var pass))
        {
            throw new LabException($"the agent says of its full pass: {told}");
        }

        Console.Error.WriteLine($"    a full pass: {told}");
        var rounds = new List<AgentHeals>();
        for (var round = 1; round <= Rounds; round++)
        {
            rounds.Add(await HealAllAsync(round, cancellationToken));
        }

        return new AgentFigures(quiet, pass, rounds[0], rounds[^1]);
    }

    /// <summary>Pods as Compose would label them, without its time.</summary>
    private async Task PodsAsync(int from, int to, CancellationToken cancellationToken) => await machine.DoAsync(
        $"""
        set -e
        for n in $(seq {from} {to}); do
          labels="--label com.docker.compose.project=p$n --label perch.pod=app --restart always"
          docker run -d --name p$n-app-net-1 --network pods $labels --label perch.role=holder perch/holder:1
          for role in speaker application; do
            docker run -d --name p$n-app-$role-1 --network container:p$n-app-net-1 $labels --label perch.role=$role \
              lab/busybox sleep 100000
          done
        done >/dev/null
        """, cancellationToken);

    /// <summary>All holders die at one stroke, Docker starts them again, and their members are where nothing
    /// reaches them.</summary>
    private async Task<AgentHeals> HealAllAsync(int round, CancellationToken cancellationToken)
    {
        await machine.DoAsync(
            "docker ps -q --filter label=perch.role=holder | xargs docker inspect --format '{{.State.Pid}}' "
            + "| xargs kill -9", cancellationToken);
        await Until.SeenAsync(
            $"heals of round {round}", Limit, _ => Task.FromResult(Heals()), heals => heals >= 2 * Most * round,
            cancellationToken, Until.LongPause);
        await WellAsync(Most, cancellationToken);
        Console.Error.WriteLine($"    round {round}: {Heals()} heals, {await ResidentAsync(cancellationToken)} KiB");
        return new AgentHeals(Heals(), await ResidentAsync(cancellationToken));
    }

    private int Heals() => File.ReadLines(machine.Root + Log).Count(line =>
        line.Contains(Restarting, StringComparison.Ordinal));

    private async Task WellAsync(int pods, CancellationToken cancellationToken) => await Until.SeenAsync(
        $"{pods} pods that are well", Limit, StandingsAsync,
        standings => standings?["pods"]!.AsArray().Count(pod => (string?)pod!["verdict"] == "well") == pods,
        cancellationToken, Until.LongPause);

    private async Task<JsonNode?> StandingsAsync(CancellationToken cancellationToken)
    {
        var told = await machine.RunAsync("cat /var/lib/perch-agent/pods.json", cancellationToken);
        return told.Output.StartsWith('{') ? JsonNode.Parse(told.Output) : null;
    }

    private async Task<int> ResidentAsync(CancellationToken cancellationToken) => int.Parse(
        await machine.DoAsync(
            "awk '/^VmRSS/ {print $2}' /proc/$(pgrep -f '^perch agent run')/status", cancellationToken),
        CultureInfo.InvariantCulture);

    /// <summary>User and system time so far: fields 14 and 15 of stat, in hundredths of a second.</summary>
    private async Task<TimeSpan> UsedAsync(CancellationToken cancellationToken) => TimeSpan.FromMilliseconds(
        10 * int.Parse(
            await machine.DoAsync(
                "awk '{print $14 + $15}' /proc/$(pgrep -f '^perch agent run')/stat", cancellationToken),
            CultureInfo.InvariantCulture));

    private static string Mib(int kib) => $"{kib / 1024.0:0.0} MiB";
}

internal sealed record AgentFigures(AgentUse Quiet, TimeSpan Pass, AgentHeals First, AgentHeals Last);

/// <summary>Resident memory, and share of one core.</summary>
internal readonly record struct AgentUse(int ResidentKib, double Share);

/// <summary>Resident memory after so many heals.</summary>
internal readonly record struct AgentHeals(int Heals, int ResidentKib);
