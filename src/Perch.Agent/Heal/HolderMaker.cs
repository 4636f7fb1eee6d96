using System.Text.Json.Nodes;
using Perch.Agent.Journal;
using Perch.Agent.Reconcile;
using Perch.Agent.Recreate;
using Perch.Agent.Update;
using Perch.Agent.Watch;
using Perch.Docker;
using Perch.Model;

namespace Perch.Agent.Heal;

/// <summary>Makes a holder again that is gone, from what the agent kept of it.</summary>
internal sealed class HolderMaker(DockerClient docker, OperationJournal journal, KeptContainers kept)
{
    public const string Kind = "make-holder";

    /// <returns>The new holder's identifier. It runs.</returns>
    public async Task<string> MakeAsync(PodKey pod, CancellationToken cancellationToken)
    {
        var known = kept.Find(pod, PodNames.HolderRole)
            ?? throw Refused($"what the agent kept of the holder of {pod} cannot be read: run 'perch up'");
        var plan = await PlanAsync(known, cancellationToken);
        if (plan.Plan.Body is not { } body)
        {
            throw Refused($"{known.Container.Name} cannot be made again: {string.Join("; ", plan.Plan.Refusals)}");
        }

        var name = NameBinding.ProperName(known.Container.Name);
        using var operation = journal.Begin(Kind, pod.Project, pod.Service, new JsonObject { ["name"] = name });
        string? id = null;
        try
        {
            id = await docker.CreateContainerAsync(name, body, cancellationToken);
            foreach (var (network, endpoint) in plan.Connections)
            {
                await docker.ConnectNetworkAsync(network, id, endpoint, cancellationToken);
            }

            await docker.StartContainerAsync(id, cancellationToken);
            operation.End();
            return id;
        }
        catch (DockerException error) when (error.Status is not null)
        {
            // Where the name was taken, its container is somebody else's.
            if (id is not null)
            {
                await docker.RemoveContainerAsync(id, force: true, cancellationToken);
            }

            operation.End();
            throw;
        }
    }

    /// <summary>A holder that was created and not started may lack a network: it is removed, and made anew by the next
    /// pass.</summary>
    public async Task RecoverAsync(Operation left, CancellationToken cancellationToken)
    {
        var name = (string)left.Head.Facts["name"]!;
        var found = await docker.FindContainerAsync(name, cancellationToken);
        if (found is { IsRunning: false, StartedAt.Year: < 1971 } half)
        {
            await docker.RemoveContainerAsync(half.Id, force: false, cancellationToken);
        }

        left.End();
    }

    private async Task<HolderPlan> PlanAsync(KeptContainer known, CancellationToken cancellationToken)
    {
        var container = JsonNode.Parse(known.Container.Json.GetRawText())!.AsObject();
        var reference = known.Container.Json.Text("Config", "Image") ?? "";
        var image = await docker.FindImageAsync(reference, cancellationToken)
            ?? throw Refused($"the engine has no image {reference} any more: run 'perch up'");
        var raw = JsonNode.Parse(image.Json.GetRawText())!.AsObject();
        var old = known.Image is { } kept ? JsonNode.Parse(kept.GetRawText())!.AsObject() : raw;
        return HolderRecipe.Plan(
            new SuccessorOrder { Container = container, OldImage = old, NewImage = raw, Reference = reference },
            docker.Version);
    }

    /// <summary>Nothing was begun; trying again would not help, so it counts as the engine's refusal does.</summary>
    private static DockerException Refused(string sentence) => new(sentence, status: 0);
}
