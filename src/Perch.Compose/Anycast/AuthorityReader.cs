using Perch.Compose.Project;

namespace Perch.Compose.Anycast;

/// <summary>
/// From the name of an authority to the file that the speaker is given. Remembers which files there are.
/// </summary>
internal sealed class AuthorityReader(ComposeModel model, Findings findings)
{
    private readonly List<SpeakerFile> _found = [];

    public IReadOnlyList<SpeakerFile> Found => _found;

    /// <summary>The file's path inside the speaker's container; null when nothing has that name.</summary>
    public string? Read(Place place)
    {
        var name = place.Text!;
        var authority = name.StartsWith('/') || name.StartsWith('.')
            ? new SpeakerFile("file", name, SpeakerFile.Authorities)
            : Resource("configs", place) ?? Resource("secrets", place);
        if (authority is null)
        {
            findings.Error(
                place,
                $"no config and no secret is named {name}",
                $"write a name from configs or secrets, or a path: ./{name}");
            return null;
        }

        if (!_found.Contains(authority))
        {
            _found.Add(authority);
        }

        return authority.Target;
    }

    private SpeakerFile? Resource(string kind, Place place)
    {
        var name = place.Text!;
        var merged = model.Resource(kind, name);
        if ((merged ?? model.WrittenResource(kind, name)) is not { } resource)
        {
            return null;
        }

        // Compose copies what is no file into a created container, and a read-only one refuses that.
        if (resource["file"]?.Text is not { } file)
        {
            findings.Error(
                place,
                $"{kind}.{name} is not a file, and the speaker's container is read-only",
                $"write {kind}.{name}.file");
            return new SpeakerFile(kind, name, SpeakerFile.Authorities);
        }

        if (merged is null && file.Contains('$', StringComparison.Ordinal))
        {
            findings.Error(
                place, $"Compose leaves out {kind}.{name}, so nobody fills in {file}", "write its path here");
        }

        return merged is null
            ? new SpeakerFile("file", file, SpeakerFile.Authorities)
            : new SpeakerFile(kind, name, SpeakerFile.Authorities);
    }
}
