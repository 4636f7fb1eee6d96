namespace Perch.Docker;

/// <summary>Files of a container, running or not, as tar archives.</summary>
public sealed partial class DockerClient
{
    /// <summary>The file or folder at <paramref name="path"/>; null when there is none.</summary>
    public async Task<byte[]?> ReadArchiveAsync(string container, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Versioned(ArchivePath(container, path)));
            using var response = await SendAsync(request, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (DockerException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Unpacks an archive over a folder of the container.</summary>
    public async Task WriteArchiveAsync(
        string container, string folder, byte[] archive, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Versioned(ArchivePath(container, folder)))
        {
            Content = new ByteArrayContent(archive),
        };
        request.Content.Headers.ContentType = new("application/x-tar");
        using var response = await SendAsync(request, cancellationToken);
    }

    private static string ArchivePath(string container, string path) =>
        $"/containers/{Uri.EscapeDataString(container)}/archive?path={Uri.EscapeDataString(path)}";
}
