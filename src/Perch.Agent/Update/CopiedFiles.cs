using System.Formats.Tar;
using Perch.Docker;
using Perch.Model;

namespace Perch.Agent.Update;

/// <summary>
/// What Compose copied into a container that it had created: configs and secrets with content or environment. They are
/// no mounts, and a successor without them would run with its image's defaults and look well.
/// </summary>
internal sealed class CopiedFiles(DockerClient docker)
{
    public static IReadOnlyList<string> Of(Container container) =>
        container.Labels.GetValueOrDefault(PodNames.CopiedLabel, "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <exception cref="UpdateRefusedException">One of them is not where it was copied to.</exception>
    public async Task CarryAsync(Container from, string to, CancellationToken cancellationToken)
    {
        foreach (var path in Of(from))
        {
            var archive = await docker.ReadArchiveAsync(from.Id, path, cancellationToken)
                ?? throw new UpdateRefusedException($"{path}, which Compose copied into {from.Name}, is not there any "
                    + "more, so it cannot be carried over: run 'perch up'");
            await docker.WriteArchiveAsync(to, "/", Rebase(archive, path), cancellationToken);
        }
    }

    /// <summary>The engine names an entry by its last part; unpacked over the root with its whole path, the folders on
    /// the way come with it.</summary>
    public static byte[] Rebase(byte[] archive, string path)
    {
        using var source = new MemoryStream(archive);
        using var reader = new TarReader(source);
        using var target = new MemoryStream();
        using (var writer = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true))
        {
            while (reader.GetNextEntry(copyData: true) is { } entry)
            {
                var slash = entry.Name.IndexOf('/', StringComparison.Ordinal);
                entry.Name = path.Trim('/') + (slash < 0 ? "" : entry.Name[slash..]);
                writer.WriteEntry(entry);
            }
        }

        return target.ToArray();
    }
}
