using System.Text.Json.Nodes;
using Perch.Agent.Heal;
using Perch.Agent.Journal;
using Perch.Docker;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>Makes a member anew that was made for a holder that is gone.</summary>
public sealed class MemberRecreator(DockerClient docker, OperationJournal journal, TimeProvider time) : IRecreate
{
    /// <summary>A recreate stops one container and starts another; on a busy host that takes seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public string Kind => "recreate-member";

    public async Task<Recreated> RecreateAsync(RecreateOrder order, CancellationToken cancellationToken)
    {
        var pod = new FoundPod(order.Project, order.Service) { Holder = order.Holder };
        try
        {
            var candidate = await new CandidateReader(docker).ReadAgainAsync(
                pod, order.Old, order.OldImage, cancellationToken);
            var id = await JournaledAsync(candidate, cancellationToken);
            var made = await docker.FindContainerAsync(id, cancellationToken);
            return new Recreated(id, made?.NetworkMode == $"container:{order.Holder.Name}");
        }
        catch (UpdateRefusedException refused)
        {
            throw new DockerException(refused.Message);
        }
    }

    private async Task<string> JournaledAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        using var operation = journal.Begin(
            Kind, candidate.Pod.Project, candidate.Pod.Service, new JsonObject { ["container"] = candidate.Old.Name });
        try
        {
            return await RecreateAsync(candidate, operation, cancellationToken);
        }
        finally
        {
            // Also when it failed: what it left in the engine, if anything, is told by the engine.
            operation.End();
        }
    }

    public async Task RecoverAsync(Operation left, CancellationToken cancellationToken)
    {
        var pods = await new PodFinder(docker).FindAsync(left.Head.Project, cancellationToken);
        if (pods.FirstOrDefault(pod => pod.Service == left.Head.Service) is { } found)
        {
            foreach (var each in UnderWay.Of(found).Where(each => each.Name == (string?)left.Head.Facts["container"]))
            {
                await new Recovery(docker, Runner(left)).RecoverAsync(found, each, cancellationToken);
            }
        }

        left.End();
    }

    private async Task<string> RecreateAsync(
        Candidate candidate, Operation operation, CancellationToken cancellationToken)
    {
        operation.Step("create");
        var id = await new Creation(docker, time).CreateAsync(
            candidate,
            new Replaces
            {
                Kind = ReplacementKind.Heal,
                Container = candidate.Old.Id,
                Image = candidate.Old.ImageId,
                Reference = CandidateReader.ReferenceOf(candidate.Old),
                Until = time.GetUtcNow() + Longest,
                By = Updater.Agent,
            },
            cancellationToken);
        var (outcome, why) = await Runner(operation).RunAsync(
            candidate.Pod, new Carried(candidate.Old.Name, candidate.Old.Id, id, Force: false) { IsCutOff = true },
            new ReplacementPlan { Kind = ReplacementKind.Heal }, new ReplacementEvent.Begun(), CancellationToken.None);
        return outcome is Outcome.Replaced
            ? id
            : throw new DockerException($"{candidate.Old.Name} could not be made anew: {why}");
    }

    private ReplacementRunner Runner(Operation operation) => new(docker, time)
    {
        Entering = step => operation.Step(step.ToString()),
    };
}
