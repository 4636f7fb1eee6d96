using System.Diagnostics;
using System.Globalization;
using Perch.Lab;

namespace Perch.Tests.Engine;

/// <summary>The holder as a container, with as few rights as a pod gives it.</summary>
public sealed class HolderTests(Engines engines)
{
    /// <summary>Four pages: code, stack, and what the kernel maps into every process.</summary>
    private const int MaxKib = 16;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData(EngineVersion.Current)]
    [InlineData(EngineVersion.Oldest)]
    public async Task A_holder_occupies_at_most_four_pages_of_memory(string version)
    {
        var machine = await StartAsync(version, "small");

        // Until the runtime has made way for the holder, the process is many times as large.
        await Until.SeenAsync(
            $"a holder of {MaxKib} KiB", Limit, token => ResidentKibAsync(machine, "small", token),
            kib => kib <= MaxKib, Token);
    }

    [LabTheory]
    [InlineData(EngineVersion.Current)]
    [InlineData(EngineVersion.Oldest)]
    public async Task A_holder_stops_at_once_although_nothing_in_it_handles_a_signal(string version)
    {
        var machine = await StartAsync(version, "stopped");

        var since = Stopwatch.GetTimestamp();
        await machine.DoAsync("docker stop stopped", Token);

        // The engine would wait 10 s before it kills.
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal("false", (await InspectAsync(machine, "stopped", "{{.State.Running}}", Token)).Trim());
    }

    private async Task<Machine> StartAsync(string version, string container)
    {
        const string Name = "holder-amd64";
        var machine = await engines.GetAsync(version, Token);
        await machine.DoAsync(["docker", "load", "--input", Archives.PathOf(Name)], Token);
        await machine.DoAsync($"docker rm --force {container} || true", Token);
        await machine.DoAsync(
            $"docker run --detach --name {container} --cap-drop ALL --read-only --security-opt no-new-privileges "
            + Archives.Open(Name).Reference,
            Token);
        return machine;
    }

    private static async Task<int> ResidentKibAsync(
        Machine machine, string container, CancellationToken cancellationToken)
    {
        var pid = (await InspectAsync(machine, container, "{{.State.Pid}}", cancellationToken)).Trim();
        var memory = await machine.DoAsync($"cat /proc/{pid}/smaps_rollup", cancellationToken);
        var words = memory[memory.IndexOf("Rss:", StringComparison.Ordinal)..]
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(words[1], CultureInfo.InvariantCulture);
    }

    private static Task<string> InspectAsync(
        Machine machine, string container, string format, CancellationToken cancellationToken) =>
        machine.DoAsync(["docker", "inspect", "--format", format, container], cancellationToken);
}
