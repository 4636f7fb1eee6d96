using System.CommandLine;
using Perch.Cli.HostRouter;
using Perch.Cli.Project;
using Perch.Docker;

namespace Perch.Cli.Commands;

/// <summary>perch host-config: what the router on the host needs, ready to be saved.</summary>
internal sealed class HostConfigCommand : PerchCommand
{
    private readonly Option<bool> _bird = new("--bird") { Description = "For BIRD 2" };

    private readonly Option<bool> _frr = new("--frr") { Description = "For FRR" };

    private readonly Option<bool> _complete = new("--complete")
    {
        Description = "BIRD: a whole bird.conf, for a host that runs none yet",
    };

    private readonly Option<string[]> _uplinks = new("--uplink")
    {
        Description = "Interface towards your other routers, to take part in the same OSPF",
        HelpName = "INTERFACE",
    };

    public HostConfigCommand(Session session, ProjectOptions project)
        : base(session, project, "host-config", "Print what the router on the host needs, and the one firewall rule")
    {
        Add(_bird);
        Add(_frr);
        Add(_complete);
        Add(_uplinks);
        Validators.Add(result =>
        {
            if (result.GetValue(_bird) == result.GetValue(_frr))
            {
                result.AddError("host-config: say which router the host runs: --bird or --frr");
            }
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch host-config --bird >/etc/bird/perch.conf", "to be included from bird.conf"),
        ("perch host-config --bird --complete --uplink eth0", "a whole bird.conf"),
        ("perch host-config --frr", "to be pasted into vtysh"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var project = await AnycastProject.LoadAsync(Session, Project.Read(result), cancellationToken);
        var plan = HostPlan.Of(project, await NetworksAsync(cancellationToken)) with
        {
            Uplinks = result.GetValue(_uplinks) ?? [],
            IsComplete = result.GetValue(_complete),
        };
        var frr = result.GetValue(_frr);
        foreach (var bridge in plan.Bridges)
        {
            Check(bridge, frr);
            CheckKeys(bridge, frr);
        }

        Session.Screen.Write(frr ? FrrConfig.Write(plan) : BirdConfig.Write(plan));
        return ExitCode.Ok;
    }

    private async Task<IReadOnlyList<Network>> NetworksAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var docker = await Session.ConnectAsync(cancellationToken);
            return await docker.ListNetworksAsync(cancellationToken);
        }
        catch (DockerException error)
        {
            Session.Screen.Warn($"{error.Message} Only the Compose file was asked.");
            return [];
        }
    }

    /// <summary>FRR knows interfaces by name alone, BIRD in OSPFv2 by subnet too; something must be known
    /// before.</summary>
    private void Check(HostBridge bridge, bool frr)
    {
        var byName = frr || bridge.Versions.Contains(3);
        var named = "under networks in the Compose file: driver_opts: {com.docker.network.bridge.name: br-NAME}";
        if (bridge.Interface is null && (byName || bridge.Subnet is null))
        {
            throw new CommandFailure(
                ExitCode.Failed, $"Network {bridge.Network} does not exist yet, so nobody knows its interface: "
                    + $"run 'perch up --no-wait' first, or name it, {named}");
        }

        if (bridge is { IsNamedByEngine: true } && (byName || bridge.Subnet is null))
        {
            Session.Screen.Warn($"{bridge.Interface} is called so only until network {bridge.Network} is removed "
                + $"('perch down' does that): give it a name that stays, {named}");
        }
    }

    /// <summary>What this router cannot be told.</summary>
    private void CheckKeys(HostBridge bridge, bool frr)
    {
        if (frr && bridge.Ospf.TtlSecurity)
        {
            Session.Screen.Warn(
                $"FRR sends OSPF with a TTL of 1, so nothing of it is accepted on {bridge.Interface}: remove "
                    + "ttl-security");
        }

        var keys = bridge.Versions.SelectMany(bridge.Keys).Select(key => key.Config.Id).Distinct();
        foreach (var id in keys.Where(id => !frr && id > BirdKeys.MaxId))
        {
            Session.Screen.Warn($"BIRD knows no key id above {BirdKeys.MaxId}, and one is {id}: give it a lower one");
        }

        if (bridge.Ospf.Authentication is not null)
        {
            Session.Screen.Warn(
                "Where the keys belong it says PUT-KEY…: write the texts there, and let nobody else read the file");
        }
    }
}
