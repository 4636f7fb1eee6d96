namespace Perch.Tests.Torture;

/// <summary>Everything that is known to break a pod of containers in one namespace, and that Docker does not
/// mend.</summary>
internal static class Blows
{
    private const string Holder = TortureHost.Holder;
    private const string Application = TortureHost.Application;
    private const string Compose = "docker compose -p dns --project-directory . -f .perch/compose.yaml";

    public static readonly IReadOnlyList<Blow> All =
    [
        Line("holder restarted", $"docker restart {Holder}") with { IsFast = true },
        new("holder crashed", (host, token) => host.Engine.SignalAsync(Holder, "KILL", token)) { IsFast = true },
        Line("holder killed", $"docker kill {Holder}") with { IsFast = true, IsShort = true },
        Line("holder removed", $"docker rm -f {Holder}"),
        Line("holder removed, and recreated by Compose",
            $"docker rm -f {Holder} && {Compose} up -d --no-deps powerdns-net"),
        Line("holder recreated by Compose while its members run",
            $"{Compose} up -d --no-deps --force-recreate powerdns-net"),
        Line("member restarted after its holder was removed",
            $"docker rm -f {Holder}; docker restart {Application} || true"),
        new("member exits while its holder is stopped", MemberBlows.EndWithoutHolderAsync),
        new("both members exit while the holder is dead, the agent too", MemberBlows.EndAllWithoutAgentAsync)
        {
            IsShort = true,
        },
        Line("member killed", $"docker kill {Application}"),
        Line("holder paused, and a member restarted meanwhile",
            $"docker pause {Holder} && docker restart {Application} && docker unpause {Holder}"),
        new("another container takes the holder's address for 8 s", StrangerBlows.TakeAddressAsync),
        new("holder restarted, with a container in its namespace that nobody labelled", StrangerBlows.JoinAsync)
        {
            AfterAsync = StrangerBlows.LeftAloneAsync,
        },
        Line("everything restarted by Compose", $"{Compose} restart"),
        new("daemon restarted; the agent heals nothing while it goes down", DaemonBlows.RestartAsync)
        {
            LiveRestore = false,
        },
        new("daemon restarted, its containers live on", DaemonBlows.RestartAsync)
        {
            LiveRestore = true,
            IsNothing = true,
        },
        new("daemon killed, and started", DaemonBlows.KillAsync),
        new("power lost", DaemonBlows.LosePowerAsync),
        new("holder dies while the daemon is down", DaemonBlows.EndHolderMeanwhileAsync)
        {
            LiveRestore = true,
            IsFast = true,
        },
        new("zombie twin: two namespaces with one address, seen before the agent starts", DaemonBlows.ZombieTwinAsync)
        {
            LiveRestore = true,
            IsFast = true,
        },
        new("engine's socket gone for a minute, and the holder crashes meanwhile", DaemonBlows.LoseSocketAsync)
        {
            IsFast = true,
        },
        new("holder removed, and the disk of the agent's journal is full", AgentBlows.FillJournalAsync)
        {
            AfterAsync = AgentBlows.EmptyJournalAsync,
        },
        new("agent killed while it heals", AgentBlows.KillMeanwhileAsync),
    ];

    private static Blow Line(string name, string line) => new(name, (host, token) => host.DoAsync(line, token));
}
