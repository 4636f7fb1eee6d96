using Perch.Compose.Yaml;

namespace Perch.Compose.Render;

/// <summary>
/// What Compose copies into a container after it has created it: configs and secrets whose text stands in the file or
/// in the environment. They are no mounts, so nothing in the container tells of them; a label does.
/// </summary>
internal static class CopiedFiles
{
    private const string SecretsFolder = "/run/secrets/";

    /// <summary>Paths in the container.</summary>
    public static IReadOnlyList<string> Of(YamlMapping root, YamlMapping service) =>
    [
        .. References(root, service, "configs").Select(file => file.Target ?? "/" + file.Source),
        .. References(root, service, "secrets").Select(file => file.Target is ['/', ..] absolute
            ? absolute
            : SecretsFolder + (file.Target ?? file.Source)),
    ];

    private static IEnumerable<(string Source, string? Target)> References(
        YamlMapping root, YamlMapping service, string kind)
    {
        var definitions = root[kind] as YamlMapping ?? YamlMapping.Empty;
        foreach (var item in (service[kind] as YamlSequence)?.Items ?? [])
        {
            var (source, target) = item is YamlMapping reference
                ? (Text(reference["source"]), Text(reference["target"]))
                : (Text(item), null);
            if (source is not null && definitions[source] is YamlMapping definition
                && (definition["content"] is not null || definition["environment"] is not null))
            {
                yield return (source, target);
            }
        }
    }

    private static string? Text(YamlNode? node) => (node as YamlScalar)?.Value;
}
