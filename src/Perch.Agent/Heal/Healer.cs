using Perch.Agent.Reconcile;
using Perch.Agent.Watch;
using Perch.Docker;

namespace Perch.Agent.Heal;

/// <summary>Carries out one step of healing on an engine.</summary>
internal sealed class Healer(DockerClient docker, KeptContainers kept, HolderMaker holders, IRecreate recreate)
{
    /// <summary>Carries out steps on several members at the same time.</summary>
    /// <param name="steps">One for each member.</param>
    /// <param name="pod">As it was seen.</param>
    /// <param name="time">By whose clock they are timed.</param>
    public async Task<IReadOnlyList<DoneStep>> CarryOutAsync(
        IEnumerable<Step> steps, Sighting pod, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        return await Task.WhenAll(steps.Select(async step => new DoneStep(
            step, await CarryOutAsync(step, pod, cancellationToken), time.GetElapsedTime(since))));
    }

    /// <summary>Every failure is a result, and counts as a try: also that the engine did not answer. Whether it is
    /// still there, the next look will find.</summary>
    private async Task<StepResult> CarryOutAsync(Step step, Sighting pod, CancellationToken cancellationToken)
    {
        try
        {
            return await DoAsync(step, pod, cancellationToken);
        }
        catch (DockerException error)
        {
            return new StepResult(error.Message);
        }
    }

    private async Task<StepResult> DoAsync(Step step, Sighting pod, CancellationToken cancellationToken)
    {
        switch (step.Kind)
        {
            case StepKind.StartHolder or StepKind.StartMember:
                await docker.StartContainerAsync(step.Id, cancellationToken);
                return new StepResult(null);
            case StepKind.RestartMember:
                if (pod.Find(step.Id) is not { } member)
                {
                    return new StepResult($"{step.Name} is gone");
                }

                var grace = CutOffMember.Grace(member);
                if (grace == TimeSpan.Zero && member.State == "running")
                {
                    // A restart without grace asks it to end all the same, a moment before it kills it.
                    await docker.KillContainerAsync(step.Id, cancellationToken);
                }

                // The engine's own restart goes on to its end when the agent dies in between.
                await docker.RestartContainerAsync(step.Id, grace, cancellationToken);
                return new StepResult(null);
            case StepKind.NameHolder:
                await docker.RenameContainerAsync(step.Id, step.Name, cancellationToken);
                return new StepResult(null);
            case StepKind.MakeHolder:
                return new StepResult(null, await holders.MakeAsync(pod.Pod.Key, cancellationToken));
            default:
                return await RecreateAsync(step, pod, cancellationToken);
        }
    }

    private async Task<StepResult> RecreateAsync(Step step, Sighting pod, CancellationToken cancellationToken)
    {
        if (pod.Find(step.Id) is not { } old || pod.Find(pod.Pod.Holder?.Id ?? "") is not { } holder)
        {
            return new StepResult($"{step.Name} is gone");
        }

        var role = Sighting.RoleOf(old);
        var image = (await docker.FindImageAsync(old.ImageId, cancellationToken))?.Json;
        if (image is null && kept.Find(pod.Pod.Key, role) is { } known && known.Container.ImageId == old.ImageId)
        {
            image = known.Image;
        }

        var made = await recreate.RecreateAsync(
            new RecreateOrder
            {
                Project = pod.Pod.Key.Project,
                Service = pod.Pod.Key.Service,
                Old = old,
                OldImage = image,
                Holder = holder,
            },
            cancellationToken);
        return new StepResult(null, made.Id);
    }
}

/// <summary>A step that was carried out.</summary>
internal readonly record struct DoneStep(Step Step, StepResult Result, TimeSpan Took);
