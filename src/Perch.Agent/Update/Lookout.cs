using System.Text.Json;
using Perch.Docker;
using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>Looks at a pod for a replacement.</summary>
internal sealed class Lookout(DockerClient docker, FoundPod pod)
{
    private readonly PodFinder _finder = new(docker);
    private readonly SpeakerLine _line = new(docker);

    public async Task<PodSight> LookAsync(string oldId, string newId, CancellationToken cancellationToken)
    {
        // Found anew: it may be the speaker that is replaced.
        var found = (await _finder.FindAsync(pod.Project, cancellationToken))
            .FirstOrDefault(each => each.Service == pod.Service) ?? pod;
        var answer = await _line.StatusAsync(found, cancellationToken);
        var sight = answer.Status is { } status
            ? Of(status, HealthOf(found).Require)
            : answer.Problem is { } problem ? new PodSight { Why = problem } : new PodSight();
        return sight with
        {
            Old = await MemberAsync(oldId, cancellationToken),
            New = await MemberAsync(newId, cancellationToken),
        };
    }

    /// <summary>What a speaker says, in the words of a replacement.</summary>
    public static PodSight Of(SpeakerStatus status, Require require)
    {
        var gates = status.Gates.Count > 0 ? status.Gates : [status.Gate];
        var probes = gates.SelectMany(gate => gate.Probes).ToList();
        return new PodSight
        {
            Gate = gates.All(gate => gate.State is GateState.Drained) ? GateState.Drained
                : gates.First(gate => gate.State is not GateState.Drained).State,
            Announced = status.Announced,
            Listening = gates.SelectMany(gate => gate.Listeners).All(listener => listener.Listening),
            Passing = probes.Count == 0 || (require is Require.Any
                ? probes.Exists(probe => probe.Passed is true)
                : probes.TrueForAll(probe => probe.Passed is true)),
            LookedAgo = probes.Count == 0 ? null : probes.Max(probe => probe.Ago ?? TimeSpan.MaxValue),
            Why = Why(status, gates, probes),
        };
    }

    /// <summary>What a proof must wait for when two of the application serve side by side.</summary>
    public static string TwiceTheSockets(SpeakerStatus status)
    {
        var gates = status.Gates.Count > 0 ? status.Gates : [status.Gate];
        var listeners = gates.SelectMany(gate => gate.Listeners).Where(listener => listener.Sockets > 0)
            .DistinctBy(listener => listener.Name).ToList();
        return listeners.Count == 0
            ? "2"
            : string.Join(',', listeners.Select(listener => $"{listener.Name}={2 * listener.Sockets}"));
    }

    /// <summary>What the speaker was told of the application's health.</summary>
    public static HealthConfig HealthOf(FoundPod pod)
    {
        try
        {
            return pod.Speaker?.Variable(PodNames.ConfigVariable) is { } json
                && JsonSerializer.Deserialize(json, ModelJson.Default.SpeakerConfig) is { } config
                ? config.Health
                : new HealthConfig();
        }
        catch (JsonException)
        {
            return new HealthConfig();
        }
    }

    /// <summary>A drained gate says that it is drained: what fails behind it is in the probes and the
    /// sockets.</summary>
    private static string Why(SpeakerStatus status, IReadOnlyList<GateStatus> gates, List<ProbeStatus> probes)
    {
        if (gates.SelectMany(gate => gate.Listeners).FirstOrDefault(listener => !listener.Listening) is { } missing)
        {
            return $"nothing listens on {missing.Name}";
        }

        return probes.Find(probe => probe.Passed is false) is { } failed ? $"{failed.Name}: {failed.Detail}"
            : status.Reasons.Count > 0 ? status.Reasons[0]
            : status.Gate.Why;
    }

    private async Task<MemberSight> MemberAsync(string id, CancellationToken cancellationToken) =>
        await docker.FindContainerAsync(id, cancellationToken) is { } container
            ? new MemberSight(container.IsRunning, container.RestartCount, container.ExitCode, container.Health)
            : default(MemberSight);
}
