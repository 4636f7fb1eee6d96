using Perch.Docker;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>
/// Updates a pod's application or speaker: thinks the successor through, creates it, and carries the replacement out.
/// Needs nothing but the engine, so it works from anywhere, with an agent or without.
/// </summary>
public sealed class Updater(DockerClient docker, TimeProvider time)
{
    /// <summary>The author of what the agent replaces.</summary>
    public const string Agent = "the agent";

    private readonly PodFinder _finder = new(docker);
    private readonly SpeakerLine _line = new(docker);
    private readonly UpdateImages _images = new(docker);

    /// <summary>What happens, as a sentence.</summary>
    public event Action<string>? Said;

    /// <summary>Each step when it is begun; an agent writes it down.</summary>
    public event Action<Step>? Entered;

    /// <summary>Finds out all that can be found out without changing anything but the engine's images.</summary>
    /// <exception cref="UpdateRefusedException">It cannot be done, or should not.</exception>
    public async Task<Candidate> ConsiderAsync(UpdateOrder order, CancellationToken cancellationToken)
    {
        var pod = await FindAsync(order, cancellationToken);
        RefuseWhileUnderWay(pod);
        var old = Subject(pod, order);
        RefuseOutsideNamespace(pod, old);
        var reference = order.Image ?? CandidateReader.ReferenceOf(old);
        if (order.Pull)
        {
            await _images.PullAsync(reference, sentence => Said?.Invoke(sentence), cancellationToken);
        }

        return await new CandidateReader(docker).ReadAsync(pod, old, reference, cancellationToken);
    }

    /// <exception cref="UpdateRefusedException">Nothing was stopped.</exception>
    public async Task<UpdateResult> UpdateAsync(
        UpdateOrder order, Candidate candidate, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var result = new UpdateResult
        {
            Outcome = UpdateOutcome.UpToDate,
            Image = candidate.Reference,
            OldImageId = candidate.Old.ImageId,
            NewImageId = candidate.NewImageId,
        };
        if (candidate.IsSame)
        {
            return result;
        }

        var status = await StatusAsync(order, candidate.Pod, cancellationToken);
        var plan = Plan(order, candidate.Pod, status);
        await _images.KeepOldAsync(candidate, cancellationToken);
        var id = await new Creation(docker, time).CreateAsync(
            candidate, Label(order, candidate, plan), cancellationToken);
        var carried = new Carried(candidate.Old.Name, candidate.Old.Id, id, order.Force)
        {
            Sockets = Lookout.TwiceTheSockets(status),
        };
        var (outcome, why) = await Runner().RunAsync(
            candidate.Pod, carried, plan, new ReplacementEvent.Begun(), cancellationToken);
        await _images.SettleAsync(candidate, outcome, sentence => Said?.Invoke(sentence));
        return result with
        {
            Outcome = outcome switch
            {
                Outcome.Replaced => UpdateOutcome.Updated,
                Outcome.RolledBack => UpdateOutcome.RolledBack,
                _ => UpdateOutcome.Failed,
            },
            Why = why,
            Took = time.GetElapsedTime(since),
        };
    }

    /// <summary>Finishes or undoes what somebody left half done. Nothing when there is nothing, or when it is still
    /// somebody's business, which may take <see cref="SignsOfLife.Silence"/> to find out.</summary>
    public async Task RecoverAsync(FoundPod pod, CancellationToken cancellationToken)
    {
        foreach (var left in UnderWay.Of(pod))
        {
            if (await AbandonedAsync(pod, left, cancellationToken) is { } abandoned)
            {
                await new Recovery(docker, Runner()).RecoverAsync(
                    abandoned.Pod, abandoned.Left, cancellationToken);
            }
        }
    }

    /// <summary>As it is after its author was listened for; null when somebody is at it, or it has ended.</summary>
    private async Task<(FoundPod Pod, UnderWay Left)?> AbandonedAsync(
        FoundPod pod, UnderWay left, CancellationToken cancellationToken)
    {
        if (left.Owner(time.GetUtcNow()) is null)
        {
            return (pod, left);
        }

        if (left is not { Replaces.GivesSigns: true, New: { } successor }
            || await SignsOfLife.HeardAsync(docker, successor.Id, time, cancellationToken))
        {
            return null;
        }

        var pods = await _finder.FindAsync(pod.Project, cancellationToken);
        return pods.FirstOrDefault(other => other.Service == pod.Service) is { } now
            && UnderWay.Of(now).FirstOrDefault(other => other.New?.Id == successor.Id) is { } still
            ? (now, still)
            : null;
    }

    private async Task<FoundPod> FindAsync(UpdateOrder order, CancellationToken cancellationToken)
    {
        var pods = await _finder.FindAsync(order.Project, cancellationToken);
        return pods.FirstOrDefault(pod => pod.Service == order.Service)
            ?? throw new UpdateRefusedException(
                $"there is no anycast service {order.Service} in project {order.Project}");
    }

    private void RefuseWhileUnderWay(FoundPod pod)
    {
        foreach (var other in UnderWay.Of(pod))
        {
            throw new UpdateRefusedException(other.Owner(time.GetUtcNow()) is { } owner
                ? $"{other.Name} is being replaced by {owner}: wait until that is done"
                : $"an update of {other.Name} was left half done");
        }
    }

    private static Container Subject(FoundPod pod, UpdateOrder order) =>
        (order.Speaker ? pod.Speaker : pod.Application)
        ?? throw new UpdateRefusedException(
            $"{(order.Speaker ? "the speaker" : "the application")} of {pod.Service} has no container: run 'perch up'");

    private static void RefuseOutsideNamespace(FoundPod pod, Container old)
    {
        if (pod.Holder is not { IsRunning: true } holder)
        {
            throw new UpdateRefusedException($"the holder of {pod.Service} does not run: run 'perch up'");
        }

        if (Membership.IsOrphan(holder, old))
        {
            throw new UpdateRefusedException($"{old.Name} belongs to a holder that is gone: run 'perch up'");
        }

        if (pod.Speaker is not { IsRunning: true })
        {
            throw new UpdateRefusedException($"the speaker of {pod.Service} does not run: run 'perch up'");
        }
    }

    private async Task<SpeakerStatus> StatusAsync(
        UpdateOrder order, FoundPod pod, CancellationToken cancellationToken)
    {
        var answer = await _line.StatusAsync(pod, cancellationToken);
        var status = answer.Status
            ?? throw new UpdateRefusedException(answer.Problem ?? $"the speaker of {pod.Service} does not answer");
        return !order.Overlap && !order.Speaker && !order.Force && LastOne.Objection(status) is { } objection
            ? throw new UpdateRefusedException(objection) { IsLastOne = true }
            : status;
    }

    private static ReplacementPlan Plan(UpdateOrder order, FoundPod pod, SpeakerStatus status) => new()
    {
        Kind = order.Speaker ? ReplacementKind.Speaker
            : order.Overlap ? ReplacementKind.Overlap
            : ReplacementKind.Update,
        Drained = status.Gate.State is GateState.Drained or GateState.Draining,
        Announced = status.Announced,
        Rise = Lookout.HealthOf(pod).Rise,
        Limits = order.Limits,
    };

    private ReplacementRunner Runner() => new(docker, time)
    {
        Say = sentence => Said?.Invoke(sentence),
        Entering = step => Entered?.Invoke(step),
    };

    private Replaces Label(UpdateOrder order, Candidate candidate, ReplacementPlan plan) => new()
    {
        Kind = plan.Kind,
        Container = candidate.Old.Id,
        Image = candidate.Old.ImageId,
        Reference = candidate.Reference,
        Drained = plan.Drained,
        Announced = plan.Announced,
        Until = time.GetUtcNow() + StepWords.Longest(plan, candidate.Old.StopTimeout),
        By = order.By,
    };
}
