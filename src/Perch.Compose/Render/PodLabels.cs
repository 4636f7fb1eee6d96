using Perch.Compose.Yaml;
using Perch.Model;

namespace Perch.Compose.Render;

/// <summary>
/// The labels by which a pod is known, and by which updaters leave its own containers alone.
/// </summary>
internal static class PodLabels
{
    /// <summary>
    /// Watchtower (both lines), What's Up Docker, drydock, Diun: each recreates or reports what it finds.
    /// </summary>
    private static readonly string[] Updaters =
        ["com.centurylinklabs.watchtower.enable", "wud.watch", "dd.watch", "diun.enable"];

    /// <summary>The labels of a container of Perch's own.</summary>
    public static YamlMapping Of(string service, string role) => YamlMapping.Of(
        [.. Own(service, role), .. Updaters.Select(label => (label, (YamlNode)new YamlScalar("false")))]);

    /// <summary>
    /// The application's labels in the form in which they were written, with the pod's behind them.
    /// </summary>
    public static YamlNode Add(YamlNode? written, string service, IReadOnlyList<string> copied)
    {
        (string Key, YamlNode Value)[] own = [.. Own(service, PodNames.ApplicationRole), .. Copied(copied)];
        return written switch
        {
            YamlSequence list => list with { Items = [.. list.Items, .. own.Select(Item)] },
            YamlMapping mapping => own.Aggregate(mapping, (labels, label) => labels.With(label.Key, label.Value)),
            _ => YamlMapping.Of(own),
        };
    }

    private static IEnumerable<(string Key, YamlNode Value)> Copied(IReadOnlyList<string> paths) =>
        paths.Count == 0 ? [] : [(PodNames.CopiedLabel, new YamlScalar(string.Join(',', paths)))];

    private static (string Key, YamlNode Value)[] Own(string service, string role) =>
        [(PodNames.PodLabel, new YamlScalar(service)), (PodNames.RoleLabel, new YamlScalar(role))];

    private static YamlScalar Item((string Key, YamlNode Value) label) =>
        new($"{label.Key}={((YamlScalar)label.Value).Value}");
}
