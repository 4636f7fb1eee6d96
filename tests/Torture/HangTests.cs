using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>An engine that answers whatever it is asked, but for one container.</summary>
public sealed class HangTests(Hosts hosts)
{
    /// <summary>As the page calls it.</summary>
    internal const string Silent = "holder restarted, and the engine never describes the application";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [MemberData(nameof(Long.EachMode), MemberType = typeof(Long))]
    public Task A_container_that_the_engine_hangs_on_keeps_no_other_from_being_healed(
        string engine, bool liveRestore) => Results.OfAsync(engine, liveRestore, Silent, async () =>
        {
            var host = await hosts.GetAsync(engine, liveRestore, Token);
            await host.KillAgentAsync(Token);
            using var proxy = new EngineProxy(host.Machine, 0, () => Task.CompletedTask);
            await host.StartAgentAsync(Token, EngineProxy.Variable);
            await host.SaysAsync("well", Token);
            proxy.Silent = (await host.DoAsync(
                $"docker inspect --format '{{{{.Id}}}}' {TortureHost.Application}", Token)).Trim();

            await host.DoAsync($"docker restart {TortureHost.Holder}", Token);
            var speaker = await Until.SoAsync(
                "speaker in its holder's namespace", TortureHost.Limit,
                async token => (await host.Machine.RunAsync(
                    $"test $({SpaceOf(TortureHost.Holder)}) = $({SpaceOf(TortureHost.Speaker)})", token)).Success,
                Token);
            proxy.Silent = null;
            var rest = await host.WholeAsync("an engine that describes the application again", Token);

            await host.KillAgentAsync(Token);
            await host.StartAgentAsync(Token);
            return (
                $"speaker healed meanwhile, within {Results.Seconds(speaker)} s; the rest once it was described",
                Results.Seconds(rest));
        });

    private static string SpaceOf(string container) =>
        $"readlink /proc/$(docker inspect --format '{{{{.State.Pid}}}}' {container})/ns/net";
}
