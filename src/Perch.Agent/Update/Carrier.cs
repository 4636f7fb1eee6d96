using System.Text.Json;
using System.Text.Json.Nodes;
using Perch.Agent.Heal;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>Does the steps of a replacement, each so that doing it twice does no harm.</summary>
internal sealed class Carrier(DockerClient docker, FoundPod pod, Carried what)
{
    /// <summary>A speaker that hands over tells its neighbors nothing and ends at once.</summary>
    private static readonly TimeSpan HandOverLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestGrace = TimeSpan.FromMinutes(5);

    /// <summary>For the orders themselves.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private static readonly JsonNode NoRestart = new JsonObject { ["Name"] = "no" };

    public Task DoAsync(Step step, CancellationToken cancellationToken) => step switch
    {
        Step.Drain => DrainAsync(cancellationToken),
        Step.Undrain => TellAsync(["undrain"], cancellationToken),
        Step.ParkPolicy => docker.UpdateRestartPolicyAsync(what.OldId, NoRestart, cancellationToken),
        Step.RestorePolicy => RestorePolicyAsync(cancellationToken),
        Step.StopOld => StopAsync(what.OldId, cancellationToken),
        Step.StopNew => StopAsync(what.NewId, cancellationToken),
        Step.HandOver => HandOverAsync(cancellationToken),
        Step.ParkOld => RenameAsync(what.OldId, ContainerNames.Prev(what.Name), cancellationToken),
        Step.UnparkOld => RenameAsync(what.OldId, what.Name, cancellationToken),
        Step.NameNew => RenameAsync(what.NewId, what.Name, cancellationToken),
        Step.UnnameNew => RenameAsync(what.NewId, ContainerNames.Next(what.Name), cancellationToken),
        Step.StartNew => docker.StartContainerAsync(what.NewId, cancellationToken),
        Step.StartOld => docker.StartContainerAsync(what.OldId, cancellationToken),
        Step.ProveOverlap => TellAsync(["prove", "--listeners", what.Sockets, "--timeout", "30s"], cancellationToken),
        Step.Repeat => RepeatAsync(cancellationToken),
        Step.RemoveOld => docker.RemoveContainerAsync(what.OldId, force: true, cancellationToken),
        Step.RemoveNew => docker.RemoveContainerAsync(what.NewId, force: true, cancellationToken),
        _ => throw new System.Diagnostics.UnreachableException($"{step} is awaited, not done"),
    };

    /// <summary>A speaker of an older Perch drains whatever it costs, and knows no --force.</summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        string[] order = [PodNames.SpeakerPath, "drain", "--force"];
        if (!what.Force || (await docker.ExecAsync(pod.Speaker!.Value.Id, order, cancellationToken)).ExitCode != 0)
        {
            await TellAsync(["drain"], cancellationToken);
        }
    }

    /// <summary>For as long as a container is given to stop, the old one or the new one, which are of one
    /// configuration.</summary>
    private async Task RepeatAsync(CancellationToken cancellationToken)
    {
        var container = await docker.FindContainerAsync(what.OldId, cancellationToken);
        var grace = container?.StopTimeout ?? TimeSpan.Zero;
        var time = (grace < TimeSpan.Zero || grace > LongestGrace ? LongestGrace : grace) + Margin;
        await TellAsync(["repeat", "--for", DurationConverter.Format(time)], cancellationToken);
    }

    private async Task TellAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var result = await docker.ExecAsync(
            pod.Speaker!.Value.Id, [PodNames.SpeakerPath, .. words], cancellationToken);
        if (result.ExitCode != 0)
        {
            var said = (result.Stderr.Length > 0 ? result.Stderr : result.Stdout).Trim();
            throw new DockerException($"the speaker refused to {words[0]}: {said}");
        }
    }

    private async Task StopAsync(string id, CancellationToken cancellationToken)
    {
        if (await docker.FindContainerAsync(id, cancellationToken) is { } container)
        {
            var grace = what.IsCutOff ? CutOffMember.Grace(container) : container.StopTimeout;
            await docker.StopContainerAsync(id, grace, cancellationToken);
        }
    }

    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        if (await docker.FindContainerAsync(what.OldId, cancellationToken) is { IsRunning: true })
        {
            try
            {
                await TellAsync(["handover"], cancellationToken);
            }
            catch (DockerException)
            {
                // It may be gone before it has answered; whether it is gone is what counts.
            }

            await docker.WaitContainerAsync(what.OldId, HandOverLimit, cancellationToken);
        }
    }

    /// <summary>As the successor has it, which took it over.</summary>
    private async Task RestorePolicyAsync(CancellationToken cancellationToken)
    {
        var successor = await docker.FindContainerAsync(what.NewId, cancellationToken);
        var policy = successor?.Json.At("HostConfig", "RestartPolicy") is { ValueKind: JsonValueKind.Object } told
            ? JsonObject.Create(told)!
            : new JsonObject { ["Name"] = "always" };
        await docker.UpdateRestartPolicyAsync(what.OldId, policy, cancellationToken);
    }

    private async Task RenameAsync(string id, string name, CancellationToken cancellationToken)
    {
        if (await docker.FindContainerAsync(id, cancellationToken) is { } container && container.Name != name)
        {
            await docker.RenameContainerAsync(id, name, cancellationToken);
        }
    }
}

/// <summary>The two containers of a replacement.</summary>
/// <param name="Name">The name that it is about.</param>
/// <param name="OldId">The predecessor.</param>
/// <param name="NewId">The successor.</param>
/// <param name="Force">Drain also where nobody else announces the addresses.</param>
internal sealed record Carried(string Name, string OldId, string NewId, bool Force)
{
    /// <summary>How many sockets old and new have together on every port: "udp/53=4,tcp/53=2". One process may have
    /// several.</summary>
    public string Sockets { get; init; } = "2";

    /// <summary>The old one is out of its namespace, and serves nobody.</summary>
    public bool IsCutOff { get; init; }
}
