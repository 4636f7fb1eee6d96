using System.Text.Json;
using System.Text.Json.Nodes;
using Perch.Agent.Recreate;
using Perch.Docker;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>A successor that has been thought through and not yet created.</summary>
public sealed record Candidate
{
    public required FoundPod Pod { get; init; }

    /// <summary>The container to be replaced.</summary>
    public required Container Old { get; init; }

    public required string Reference { get; init; }

    public required string NewImageId { get; init; }

    /// <summary>What it is made from.</summary>
    public required SuccessorOrder Order { get; init; }

    /// <summary>Body of the create.</summary>
    public required JsonObject Body { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What will be different, in lines: "Env: + ADDED=1".</summary>
    public IReadOnlyList<string> Changes => Recreate.Changes.Of(Order, Body);

    /// <summary>It would be the same image again.</summary>
    public bool IsSame => NewImageId == Old.ImageId;
}

/// <summary>Thinks a successor through: reads all that is needed, changes nothing.</summary>
internal sealed class CandidateReader(DockerClient docker)
{
    /// <summary>A successor of the image that the engine has under a name.</summary>
    /// <exception cref="UpdateRefusedException">Something cannot be carried over.</exception>
    public async Task<Candidate> ReadAsync(
        FoundPod pod, Container old, string reference, CancellationToken cancellationToken)
    {
        var newImage = await docker.FindImageAsync(reference, cancellationToken)
            ?? throw new UpdateRefusedException($"the engine has no image {reference}: pull, load or build it first");
        var oldImage = await docker.FindImageAsync(old.ImageId, cancellationToken) ?? throw Gone(old);
        return await ReadAsync(pod, old, reference, (oldImage.Json, newImage.Json), cancellationToken);
    }

    /// <summary>The same container again, for a holder that was made anew.</summary>
    /// <exception cref="UpdateRefusedException">Something cannot be carried over.</exception>
    public async Task<Candidate> ReadAgainAsync(
        FoundPod pod, Container old, JsonElement? image, CancellationToken cancellationToken)
    {
        var there = image ?? throw Gone(old);
        var name = ReferenceOf(old);

        // The name may mean a newer image by now, and this is no update.
        var named = name.Length == 0 ? null : await docker.FindImageAsync(name, cancellationToken);
        var reference = named?.Id == old.ImageId ? name : old.ImageId;
        return await ReadAsync(pod, old, reference, (there, there), cancellationToken);
    }

    /// <summary>The name of its image: a container that was made again may know it only from its label.</summary>
    public static string ReferenceOf(Container container)
    {
        var written = container.Json.Text("Config", "Image") ?? "";
        return written.StartsWith("sha256:", StringComparison.Ordinal)
            ? Replaces.Of(container)?.Reference ?? written
            : written;
    }

    private static UpdateRefusedException Gone(Container old) =>
        new($"the image that {old.Name} was made from is gone from the engine, so what its user set cannot be told "
            + "from what the image brought: run 'perch up' once");

    private async Task<Candidate> ReadAsync(
        FoundPod pod, Container old, string reference, (JsonElement Old, JsonElement New) images,
        CancellationToken cancellationToken)
    {
        var holder = pod.Holder ?? throw new UpdateRefusedException($"{pod.Service} has no holder: run 'perch up'");
        var container = Raw(old.Json);
        var order = new SuccessorOrder
        {
            Container = container,
            OldImage = Raw(images.Old),
            NewImage = Raw(images.New),
            Reference = reference,
            Holder = Raw(holder.Json),
            References = await ReferencesAsync(container, cancellationToken),
            DefaultRuntime = await RuntimeAsync(cancellationToken),
        };
        var plan = Successor.Plan(order);
        var refusals = plan.Refusals.Concat(await DependentsAsync(old, cancellationToken)).ToList();
        return refusals.Count > 0
            ? throw new UpdateRefusedException([.. refusals.Select(refusal => $"{old.Name}: {refusal}")])
            : new Candidate
            {
                Pod = pod,
                Old = old,
                Reference = reference,
                NewImageId = images.New.Text("Id") ?? "",
                Order = order,
                Body = plan.Body!,
                Notes = plan.Notes,
            };
    }

    /// <summary>A socket proxy may keep /info to itself: then the one that nearly every engine has.</summary>
    private async Task<string> RuntimeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await docker.EngineInfoAsync(cancellationToken)).DefaultRuntime;
        }
        catch (DockerException error) when (error.Status is not null)
        {
            return "runc";
        }
    }

    private async Task<Dictionary<string, JsonObject>> ReferencesAsync(
        JsonObject container, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, JsonObject>();
        foreach (var name in Successor.ReferencesOf(container))
        {
            if (await docker.FindContainerAsync(name, cancellationToken) is { } other)
            {
                found[name] = Raw(other.Json);
            }
        }

        return found;
    }

    /// <summary>Containers that live in a namespace of the one to be replaced, or take its volumes: they would be left
    /// behind in it.</summary>
    private async Task<IReadOnlyList<string>> DependentsAsync(Container old, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var entry in await docker.ListContainersAsync([], cancellationToken))
        {
            if (entry.Id != old.Id && entry.IsRunning
                && await docker.FindContainerAsync(entry.Id, cancellationToken) is { } other
                && Successor.ReferencesOf(Raw(other.Json)).Any(each => each == old.Id || each == old.Name))
            {
                found.Add($"{other.Name} shares its processes, memory or volumes and would be left behind with the old "
                    + "one: update with 'docker compose up', or stop that first");
            }
        }

        return found;
    }

    internal static JsonObject Raw(JsonElement json) => JsonObject.Create(json)!;
}
