using Perch.Docker;

namespace Perch.Cli.Doctor;

/// <summary>Others that update containers, and would update a holder.</summary>
internal static class UpdaterChecks
{
    /// <summary>Label by which each updater that heeds one leaves a container alone; perch render sets them
    /// all.</summary>
    private static readonly (string Image, string Label)[] Updaters =
    [
        ("watchtower", "com.centurylinklabs.watchtower.enable"),
        ("whats-up-docker", "wud.watch"),
        ("/wud", "wud.watch"),
        ("drydock", "dd.watch"),
        ("diun", "diun.enable"),
    ];

    public static IEnumerable<Finding> Of(Facts facts) =>
        from container in facts.Containers
        where container.IsRunning && !IsOptIn(container)
        from updater in Updaters
        where container.Image.Contains(updater.Image, StringComparison.OrdinalIgnoreCase)
        from pod in facts.Pods
        where pod.Pod.Holder is { } holder && holder.Labels.GetValueOrDefault(updater.Label) != "false"
        select Finding.Warn(
            "updater", $"{container.Name} watches the holder of {pod.Service}, which must never be updated",
            $"'perch up' renders the label {updater.Label}=false, which keeps it away.");

    /// <summary>Watchtower that updates nothing but what asks for it.</summary>
    private static bool IsOptIn(ContainerEntry container) =>
        container.Command.Contains("--label-enable", StringComparison.Ordinal);
}
