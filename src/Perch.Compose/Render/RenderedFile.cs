using Perch.Compose.Anycast;
using Perch.Compose.Project;
using Perch.Compose.Yaml;
using Perch.Model;

namespace Perch.Compose.Render;

/// <summary>The Compose file that runs the pods: readable, and usable without Perch.</summary>
internal sealed class RenderedFile(ComposeModel model, IReadOnlyList<PodPlan> pods, ComposeSources sources)
{
    private readonly Neighbors _neighbors = new(pods);

    public string Write(string projectName)
    {
        var root = model.Root.With("services", Services()).Without("name");
        root = pods.Aggregate(root, (file, pod) => file.With("volumes", Volumes(file["volumes"], pod)));
        root = pods.SelectMany(pod => pod.Files).Aggregate(root, WithSecret);
        var name = new YamlEntry(new YamlScalar("name"), new YamlScalar(projectName));
        root = root with { Entries = [name, .. root.Entries] };
        var files = string.Join(", ", sources.Files.Select(file => file.Path));
        return $"""
            # Written by perch {sources.PerchVersion} from {files}.
            # Change that, not this: the next perch up writes it again.

            """ + YamlWriter.Write(root);
    }

    private YamlMapping Services()
    {
        var services = new List<(string, YamlNode)>();
        foreach (var service in model.Services)
        {
            if (service.At.Node is not YamlMapping written)
            {
                continue;
            }

            var adjusted = _neighbors.Adjust(service, written);
            var pod = pods.FirstOrDefault(each => each.Service == service);
            services.AddRange(pod is null ? [(service.Name, adjusted)] : Three(pod, adjusted));
        }

        return YamlMapping.Of(services);
    }

    private IEnumerable<(string, YamlNode)> Three(PodPlan pod, YamlMapping application)
    {
        var name = pod.Service.Name;
        yield return (PodNames.Holder(name), HolderService.Of(pod, application));
        yield return (name, HolderService.Rest(application)
            .Without("x-anycast")
            .With("network_mode", "service:" + PodNames.Holder(name))
            .With("labels", PodLabels.Add(application["labels"], name, CopiedFiles.Of(model.Root, application))));
        yield return (PodNames.Speaker(name),
            SpeakerService.Of(pod, application, (sources.PerchVersion, sources.ProjectDirectory)));
    }

    private static YamlMapping Volumes(YamlNode? written, PodPlan pod) =>
        (written as YamlMapping ?? YamlMapping.Empty)
            .With(SpeakerService.StateVolume(pod.Service.Name), YamlScalar.Bare(""));

    /// <summary>A secret that none but the speaker uses: Compose has left it out.</summary>
    private static YamlMapping WithSecret(YamlMapping root, SpeakerFile file)
    {
        var secrets = root["secrets"] as YamlMapping ?? YamlMapping.Empty;
        return file.Definition is null || secrets[file.Source] is not null
            ? root
            : root.With("secrets", secrets.With(file.Source, file.Definition));
    }
}
