using System.Text.Json;

namespace Perch.Docker;

/// <summary>Images: is it there, and here it is.</summary>
public sealed partial class DockerClient
{
    /// <summary>A pull that moves sends a line several times a second; a slow registry may take its time
    /// before.</summary>
    private static readonly TimeSpan PullTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Null when the engine has no image of that name.</summary>
    public async Task<Image?> FindImageAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return new Image(await GetAsync($"/images/{reference}/json", cancellationToken));
        }
        catch (DockerException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Loads an archive, as "docker load" does; the engine reports a failure in its stream, after "200
    /// OK".</summary>
    public async Task LoadImageAsync(Stream archive, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Versioned("/images/load?quiet=1"));
        request.Content = new StreamContent(archive);
        request.Content.Headers.ContentType = new("application/x-tar");
        using var response = await SendAsync(request, cancellationToken);
        await ReadProgressAsync(response, "load the image", cancellationToken);
    }

    /// <summary>Pulls an image, as "docker pull" does.</summary>
    /// <param name="reference">With a tag or a digest: without either the engine would pull every tag.</param>
    /// <param name="registryAuth">The X-Registry-Auth header for a registry that wants one; null for none.</param>
    public async Task PullImageAsync(string reference, string? registryAuth, CancellationToken cancellationToken)
    {
        var path = $"/images/create?fromImage={Uri.EscapeDataString(reference)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, Versioned(path));
        if (registryAuth is not null)
        {
            request.Headers.Add("X-Registry-Auth", registryAuth);
        }

        using var response = await SendAsync(request, PullTimeout, cancellationToken);
        await ReadProgressAsync(response, $"pull {reference}", cancellationToken);
    }

    /// <summary>What the registry has under a name now; nothing is pulled.</summary>
    public async Task<string?> RegistryDigestAsync(string reference, CancellationToken cancellationToken) =>
        (await GetAsync($"/distribution/{reference}/json", cancellationToken)).Text("Descriptor", "digest");

    /// <summary>Gives an image one more name.</summary>
    public async Task TagImageAsync(string image, string repository, string tag, CancellationToken cancellationToken) =>
        await DoAsync(
            HttpMethod.Post,
            $"/images/{image}/tag?repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}",
            cancellationToken);

    /// <summary>Removes a name, and the image with its last name; nothing when there is none.</summary>
    public async Task RemoveImageAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            await DoAsync(HttpMethod.Delete, $"/images/{reference}", cancellationToken);
        }
        catch (DockerException error) when (error.IsNotFound)
        {
            // Gone: that was the aim.
        }
    }

    /// <summary>A stream of JSON lines, in which the engine reports a failure after "200 OK".</summary>
    private async Task ReadProgressAsync(
        HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await LineAsync(reader, cancellationToken) is { } line)
            {
                if (line.StartsWith('{') && JsonElement.Parse(line).Text("error") is { } error)
                {
                    throw new DockerException($"The engine could not {what}: {error}");
                }
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw Broken(error);
        }
    }

    private async Task<string?> LineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(PullTimeout);
        try
        {
            return await reader.ReadLineAsync(timeout.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unanswered(PullTimeout, error);
        }
    }
}

/// <summary>Answer of GET /images/{name}/json.</summary>
public readonly record struct Image(JsonElement Json)
{
    /// <summary>Digest of the image's configuration; with the containerd image store, of its manifest or
    /// index.</summary>
    public string Id => Json.Text("Id") ?? "";

    public string Architecture => Json.Text("Architecture") ?? "";

    /// <summary>A registry has it: it was pulled, or pushed.</summary>
    public bool IsFromRegistry => Json.Items("RepoDigests").Any();

    /// <summary>Whether it is the one that a registry has under a digest.</summary>
    public bool IsKnownAs(string digest) =>
        Json.Items("RepoDigests").Any(each => each.ToString().EndsWith("@" + digest, StringComparison.Ordinal));

    public IEnumerable<string> Tags => Json.Items("RepoTags").Select(tag => tag.ToString());
}
