using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>The agent in the forms in which it is shipped.</summary>
public sealed class AgentTests(Hosts hosts)
{
    private const string Filter = "/etc/unix-only.bpf";
    private const string AsSystemd = "/etc/as-systemd.sh";

    /// <summary>MemoryMax=, StateDirectory=, ProtectSystem=strict, PrivateTmp=, PrivateDevices=, ProtectHome=, UMask=,
    /// CapabilityBoundingSet=, NoNewPrivileges=; with either kernel interface of control groups.</summary>
    private const string Restrictions = """
        set -e
        group=$(ls -d /sys/fs/cgroup/memory 2>/dev/null || echo /sys/fs/cgroup)CONTROL_GROUP/agent
        mkdir -p "$group"
        echo 128M 2>/dev/null >"$group/memory.max" || echo 128M >"$group/memory.limit_in_bytes"
        echo $$ >"$group/cgroup.procs"
        cd /
        mount --bind /var/lib/perch-agent /var/lib/perch-agent
        mount -o remount,bind,ro /
        mount -t tmpfs tmpfs /tmp
        mkdir /tmp/dev
        for device in null zero full random urandom tty; do
          touch /tmp/dev/$device
          mount --bind /dev/$device /tmp/dev/$device
        done
        mount --rbind /tmp/dev /dev
        mount -t tmpfs -o ro tmpfs /root
        umask 077
        exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs --seccomp-filter FILTER perch agent run

        """;

    /// <summary>RestrictAddressFamilies=AF_UNIX as systemd makes it, for x86-64: of socket(2), number 41, any other
    /// family is refused with EAFNOSUPPORT. struct sock_filter: code, jumps, operand.</summary>
    private const string UnixOnly =
        @"\040\000\000\000\000\000\000\000" + @"\025\000\000\002\051\000\000\000"
        + @"\040\000\000\000\020\000\000\000" + @"\025\000\000\001\001\000\000\000"
        + @"\006\000\000\000\000\000\377\177" + @"\006\000\000\000\141\000\005\000";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task As_a_container_it_heals_and_says_so()
    {
        var host = await StartAsync();
        await host.KillAgentAsync(Token);
        await host.Machine.DoAsync("perch agent up", Token);
        await HealsAsync(host, "perch agent status");
        var memory = await host.Machine.DoAsync(
            "grep VmRSS /proc/$(docker inspect --format '{{.State.Pid}}' perch-agent-agent-1)/status", Token);

        await host.Machine.DoAsync("perch agent down", Token);

        Assert.False((await host.Machine.RunAsync("docker inspect perch-agent-agent-1", Token)).Success, memory);
        await host.StartAgentAsync(Token);
        await host.WholeAsync("perch agent down", Token);
    }

    [LabFact]
    public async Task As_systemd_starts_it_it_heals()
    {
        var host = await StartAsync();
        await host.KillAgentAsync(Token);
        await host.Machine.DoAsync($"rm {TortureHost.Standings}; printf '{UnixOnly}' >{Filter}", Token);
        await host.Machine.WriteAsync(
            AsSystemd,
            Restrictions.Replace("FILTER", Filter, StringComparison.Ordinal)
                .Replace("CONTROL_GROUP", host.Machine.Lab.ControlGroup, StringComparison.Ordinal),
            Token);
        await host.Machine.StartDaemonAsync($"unshare --mount sh {AsSystemd}", TortureHost.AgentLog, Token);
        await host.SaysAsync("well", Token);
        Assert.Equal(
            "CapEff:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n",
            await host.Machine.DoAsync(
                "grep -hE '^(CapEff|NoNewPrivs|Seccomp):' /proc/$(pgrep -f '^perch agent run')/status", Token));
        Assert.Equal(
            "full null random tty urandom zero",
            (await host.Machine.DoAsync("ls /proc/$(pgrep -f '^perch agent run')/root/dev | xargs", Token)).Trim());
        Assert.Contains("/agent\n", await host.Machine.DoAsync(
            "cat /proc/$(pgrep -f '^perch agent run')/cgroup", Token), StringComparison.Ordinal);
        await HealsAsync(host, "perch agent status --here");
        await host.KillAgentAsync(Token);
        await host.StartAgentAsync(Token);
    }

    /// <summary>Only trixie's setpriv knows filters of system calls.</summary>
    private Task<TortureHost> StartAsync() => hosts.GetAsync(Engines.Current, liveRestore: false, Token);

    private static async Task HealsAsync(TortureHost host, string status)
    {
        await Until.SoAsync(
            "an agent that answers", TortureHost.Limit,
            async token => (await host.Machine.RunAsync(status, token)) is { Success: true } told
                && told.Output.Contains("well", StringComparison.OrdinalIgnoreCase), Token);
        await host.DoAsync($"docker restart {TortureHost.Holder}", Token);
        await host.WholeAsync($"docker restart, by the agent that '{status}' asks", Token);
        Assert.Contains("restarting", await host.Machine.DoAsync(status, Token), StringComparison.Ordinal);
    }
}
