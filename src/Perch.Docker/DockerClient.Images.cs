using System.Text.Json;

namespace Perch.Docker;

/// <summary>Images: is it there, and here it is.</summary>
public sealed partial class DockerClient
{
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
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith('{') && JsonElement.Parse(line).Text("error") is { } error)
            {
                throw new DockerException($"The engine could not load the image: {error}");
            }
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

    public IEnumerable<string> Tags => Json.Items("RepoTags").Select(tag => tag.ToString());
}
