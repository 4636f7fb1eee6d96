using Perch.Docker;

namespace Perch.Agent.Update;

/// <summary>
/// The images around an update. Two names in the engine are the memory of it, for everybody and across every restart:
/// <c>perch/previous:PROJECT-SERVICE</c> keeps the way back from being pruned, <c>perch/refused:PROJECT-SERVICE</c> is
/// the one that had to be rolled back.
/// </summary>
public sealed class UpdateImages(DockerClient docker)
{
    private const string Previous = "perch/previous";
    private const string Refused = "perch/refused";

    /// <summary>Whether this image had to be rolled back here before.</summary>
    public async Task<bool> IsRefusedAsync(
        string project, string service, string id, CancellationToken cancellationToken) =>
        (await docker.FindImageAsync($"{Refused}:{project}-{service}", cancellationToken))?.Id == id;

    /// <summary>The digest at the registry, or the identifier of what was built or loaded here, where that is another
    /// than what runs; null where it is the same. Nothing is pulled: the name keeps its meaning until the
    /// update.</summary>
    public async Task<string?> NewestAsync(string reference, string running, CancellationToken cancellationToken)
    {
        if (await docker.FindImageAsync(reference, cancellationToken) is not { } local)
        {
            return null;
        }

        if (local.Id != running)
        {
            return local.Id;
        }

        return local.IsFromRegistry
            && await docker.RegistryDigestAsync(reference, cancellationToken) is { } digest
            && !local.IsKnownAs(digest)
            ? digest
            : null;
    }

    /// <summary>Asks the registry; an image that was built or loaded here has none.</summary>
    public async Task PullAsync(string reference, Action<string> say, CancellationToken cancellationToken)
    {
        var local = await docker.FindImageAsync(reference, cancellationToken);
        if (local is { } there && !there.IsFromRegistry)
        {
            say($"{reference} was built or loaded here: there is nothing to pull");
            return;
        }

        say($"pulling {reference}");
        await docker.PullImageAsync(WithTag(reference), null, cancellationToken);
    }

    public async Task KeepOldAsync(Candidate candidate, CancellationToken cancellationToken) =>
        await docker.TagImageAsync(candidate.Old.ImageId, Previous, Tag(candidate), cancellationToken);

    /// <summary>After a success nothing is refused any more; after a rollback the old image has its name back, or the
    /// next "docker compose up" would bring the bad one.</summary>
    public async Task SettleAsync(Candidate candidate, Outcome outcome, Action<string> say)
    {
        try
        {
            if (outcome is Outcome.Replaced)
            {
                await docker.RemoveImageAsync($"{Refused}:{Tag(candidate)}", CancellationToken.None);
                return;
            }

            await docker.TagImageAsync(candidate.NewImageId, Refused, Tag(candidate), CancellationToken.None);
            if (candidate.Reference == candidate.Old.Json.Text("Config", "Image")
                && Split(candidate.Reference) is (var repository, var tag))
            {
                await docker.TagImageAsync(candidate.Old.ImageId, repository, tag, CancellationToken.None);
                say($"{candidate.Reference} is the old image again; the new one is {Refused}:{Tag(candidate)}");
            }
        }
        catch (DockerException error)
        {
            say($"the images could not be named: {error.Message}");
        }
    }

    /// <summary>Repository and tag; null for a digest, which nothing can be renamed to.</summary>
    internal static (string Repository, string Tag)? Split(string reference)
    {
        if (reference.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        var colon = reference.LastIndexOf(':');
        return colon > reference.LastIndexOf('/')
            ? (reference[..colon], reference[(colon + 1)..])
            : (reference, "latest");
    }

    private static string WithTag(string reference) =>
        Split(reference) is (var repository, var tag) ? $"{repository}:{tag}" : reference;

    private static string Tag(Candidate candidate)
    {
        var part = candidate.Pod.Speaker?.Id == candidate.Old.Id ? "-speaker" : "";
        return $"{candidate.Pod.Project}-{candidate.Pod.Service}{part}";
    }
}
