using Perch.Compose.Keys;
using Perch.Compose.Project;

namespace Perch.Compose.Anycast;

/// <summary>
/// From the name of a secret to the file in which the speaker finds it. What stands there may be the secret itself: no
/// message repeats it.
/// </summary>
internal sealed class SecretReader(ComposeModel model, Findings findings)
{
    private readonly List<SpeakerFile> _found = [];

    public IReadOnlyList<SpeakerFile> Found => _found;

    /// <summary>The file's path inside the speaker's container; null when there is no such secret.</summary>
    public string? Read(Place place)
    {
        var name = place.Text!;
        var file = name.StartsWith('/') || name.StartsWith('.')
            ? new SpeakerFile("file", name, SpeakerFile.Keys)
            : Secret(place);
        if (file is not null && !_found.Contains(file))
        {
            _found.Add(file);
        }

        return file?.Target;
    }

    private SpeakerFile? Secret(Place place)
    {
        var name = place.Text!;
        if ((model.Resource("secrets", name) ?? model.WrittenResource("secrets", name)) is not { } secret)
        {
            var isConfig = (model.Resource("configs", name) ?? model.WrittenResource("configs", name)) is not null;
            var known = model.ResourceNames("secrets").FirstOrDefault(each => Nearest.Distance(each, name) <= 2);
            findings.Error(
                place,
                isConfig ? $"{name} is a config, which everybody may read" : "no secret of this file has this name",
                isConfig ? $"write {name} under secrets in place of configs"
                    : known is null ? AuthenticationKeys.AsSecret
                    : $"write {known}");
            return null;
        }

        var isFile = secret["file"] is not null;
        if (!isFile && secret["environment"] is null)
        {
            findings.Error(
                place,
                secret["external"]?.Text == "true"
                    ? $"secrets.{name} is external, and Compose has such secrets only on a swarm"
                    : $"secrets.{name} is neither a file nor a variable of the environment",
                $"write secrets.{name}.file, or secrets.{name}.environment");
        }

        return new SpeakerFile("secrets", name, SpeakerFile.Keys) { Definition = secret.Node, IsCopied = !isFile };
    }
}
