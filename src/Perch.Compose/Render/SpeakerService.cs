using System.Text.Json;
using Perch.Compose.Anycast;
using Perch.Compose.Yaml;
using Perch.Model;

namespace Perch.Compose.Render;

/// <summary>The container that announces: everything it is told stands in one environment variable.</summary>
internal static class SpeakerService
{
    /// <summary>
    /// After the de-preferring a flush and its acknowledgement, which the speaker gives up after 3 s, with a second for
    /// each metric that has to wait for MinLSArrival (RFC 2328 B) or an acknowledgement, and one to end.
    /// </summary>
    private static readonly TimeSpan WithdrawTime = TimeSpan.FromSeconds(7);

    /// <summary>So many metrics a speaker that stops goes through at most.</summary>
    private const int Metrics = 3;

    private static readonly ModelJson Indented =
        new(new JsonSerializerOptions(ModelJson.Default.Options) { WriteIndented = true });

    public static string StateVolume(string service) => PodNames.Speaker(service) + "-state";

    public static YamlMapping Of(PodPlan pod, YamlMapping application, (string Version, string Directory) perch)
    {
        var name = pod.Service.Name;
        var speaker = YamlMapping.Of(
            ("image", new YamlScalar($"{PodNames.SpeakerImage}:{perch.Version}")),
            ("pull_policy", new YamlScalar("never")),
            ("restart", new YamlScalar("always")));
        speaker = application["profiles"] is { } profiles ? speaker.With("profiles", profiles) : speaker;
        speaker = speaker
            .With("network_mode", "service:" + PodNames.Holder(name))

            // Stopped in the opposite order: the speaker withdraws while the application still answers.
            .With("depends_on", YamlSequence.Of(name))
            .With("environment", YamlMapping.Of((PodNames.ConfigVariable, new YamlScalar(Config(pod)))));
        speaker = Confinement.Apply(speaker);
        speaker = pod.Files.Any(file => file.IsCopied) ? speaker.Without("read_only") : speaker;
        speaker = speaker
            .With("cap_add", YamlSequence.Of(pod.BindsAddress ? ["NET_RAW", "NET_ADMIN"] : ["NET_RAW"]))
            .With("tmpfs", YamlSequence.Of("/run"))
            .With("volumes", Volumes(pod, perch.Directory));
        return Files(Files(speaker, "configs", pod), "secrets", pod)
            .With("healthcheck", Healthcheck())
            .With("stop_signal", "SIGTERM")
            .With("stop_grace_period", DurationConverter.Format(
                (Metrics * pod.Speaker.Drain.DepreferOnStop) + WithdrawTime))
            .With("labels", Labels(pod));
    }

    private static YamlMapping Labels(PodPlan pod)
    {
        var labels = PodLabels.Of(pod.Service.Name, PodNames.SpeakerRole);
        return pod.Update is not { } update ? labels : labels.With(
            PodNames.UpdateLabel, Dollars.Escape(JsonSerializer.Serialize(update, ModelJson.Default.UpdateConfig)));
    }

    private static string Config(PodPlan pod) =>
        Dollars.Escape(JsonSerializer.Serialize(pod.Speaker, Indented.SpeakerConfig).ReplaceLineEndings("\n"));

    private static YamlMapping Healthcheck() => YamlMapping.Of(
        ("test", YamlSequence.Of("CMD", PodNames.SpeakerPath, "health")),
        ("interval", new YamlScalar("30s")),
        ("timeout", new YamlScalar("5s")));

    private static YamlSequence Volumes(PodPlan pod, string directory)
    {
        var state = new YamlScalar($"{StateVolume(pod.Service.Name)}:{PodNames.StateDirectory}");
        var files = pod.Files.Where(file => file.Kind == "file").Select(file => YamlMapping.Of(
            ("type", new YamlScalar("bind")),
            ("source", new YamlScalar(Dollars.Escape(Path.GetFullPath(file.Source, directory)))),
            ("target", new YamlScalar(file.Target)),
            ("read_only", YamlScalar.Bare("true")),
            ("bind", YamlMapping.Of(("create_host_path", YamlScalar.Bare("false"))))));
        return new YamlSequence([state, .. files]);
    }

    private static YamlMapping Files(YamlMapping speaker, string kind, PodPlan pod)
    {
        var list = new YamlSequence([.. pod.Files.Where(file => file.Kind == kind).Select(Reference)]);
        return list.Items.Count > 0 ? speaker.With(kind, list) : speaker;
    }

    /// <summary>Compose heeds the mode of what it copies alone; a file keeps what it has on the host.</summary>
    private static YamlMapping Reference(SpeakerFile file)
    {
        var reference = YamlMapping.Of(
            ("source", new YamlScalar(file.Source)), ("target", new YamlScalar(file.Target)));
        return file.IsCopied ? reference.With("mode", YamlScalar.Bare("0400")) : reference;
    }
}
