using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>Five pods, and a daemon that is restarted again and again: Docker starts their containers in any order, and
/// those whose holder came later not at all.</summary>
public sealed class ManyPodsTests(Hosts hosts, ITestOutputHelper output)
{
    private const int Pods = 5;
    private const int LongLimit = 30 * 60_000;

    private static readonly int Restarts = Long.IsOn ? 20 : 1;

    private static readonly string Restarted = $"daemon restarted {Restarts} times in a row, with {Pods} pods";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory(Timeout = LongLimit)]
    [MemberData(nameof(Long.EachMode), MemberType = typeof(Long))]
    public Task Five_pods_come_back_after_each_restart_of_the_daemon(string engine, bool liveRestore) =>
        Results.OfAsync(engine, liveRestore, Restarted, async () =>
        {
            var host = await hosts.GetAsync(engine, liveRestore, TestContext.Current.CancellationToken);
            await host.DoAsync("docker ps -aq | xargs -r docker rm -f", Token);
            await new NameServers(Pods) { Service = "restart: always" }.WriteAsync(host.Host, Token);
            await host.DoAsync("perch up --timeout 60s", Token);
            var longest = TimeSpan.Zero;
            for (var restart = 1; restart <= Restarts; restart++)
            {
                var took = await RestartAsync(host, restart);
                longest = took > longest ? took : longest;
            }

            await host.DoAsync("docker ps -aq | xargs -r docker rm -f", Token);
            await new NameServer().WriteAsync(host.Host, Token);
            return ($"all {Pods} back each time", "≤ " + Results.Seconds(longest));
        });

    private async Task<TimeSpan> RestartAsync(TortureHost host, int restart)
    {
        await host.Engine.StopAsync(Token);
        await host.Engine.StartAsync(host.EngineOptions, Token);
        var took = (await Until.SeenAsync(
            $"five pods after restart {restart}", TortureHost.Limit, each => StatesAsync(host, each),
            states => states == string.Join(' ', Enumerable.Repeat("announced", Pods)), Token, Until.LongPause)).After;
        output.WriteLine($"restart {restart}: {took.TotalSeconds:0.0} s, {host.Heals()} heals in all");
        return took;
    }

    private static async Task<string> StatesAsync(TortureHost host, CancellationToken cancellationToken)
    {
        var status = await host.Machine.RunAsync("perch status --json", cancellationToken);
        return status.Output.StartsWith('{')
            ? string.Join(' ', JsonNode.Parse(status.Output)!["pods"]!.AsArray().Select(pod => (string?)pod!["state"]))
            : status.Error;
    }
}
