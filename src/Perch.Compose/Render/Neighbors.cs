using Perch.Compose.Anycast;
using Perch.Compose.Project;
using Perch.Compose.Yaml;
using Perch.Model;

namespace Perch.Compose.Render;

/// <summary>
/// What changes in a service because another has become a pod: whom it joins, whom it links to.
/// </summary>
internal sealed class Neighbors(IReadOnlyList<PodPlan> pods)
{
    public YamlMapping Adjust(Service service, YamlMapping written)
    {
        var joined = pods.FirstOrDefault(pod => ComposeModel.Joins(service, pod.Service));
        var adjusted = joined is null
            ? written
            : written.With("network_mode", "service:" + PodNames.Holder(joined.Service.Name));
        return adjusted["links"] is YamlSequence links ? Relink(adjusted, links) : adjusted;
    }

    /// <summary>
    /// A link leads to the holder, under the name it always had. It also started the application before this service:
    /// that order is kept by depends_on.
    /// </summary>
    private YamlMapping Relink(YamlMapping service, YamlSequence links)
    {
        var items = new List<YamlNode>();
        foreach (var item in links.Items)
        {
            var parts = ((item as YamlScalar)?.Value ?? "").Split(':');
            if (pods.All(pod => pod.Service.Name != parts[0]))
            {
                items.Add(item);
                continue;
            }

            items.Add(new YamlScalar($"{PodNames.Holder(parts[0])}:{parts[^1]}"));
            service = service.With("depends_on", Depend(service["depends_on"], parts[0]));
        }

        return service.With("links", links with { Items = items });
    }

    private static YamlNode Depend(YamlNode? written, string name) => written switch
    {
        YamlMapping mapping when mapping[name] is not null => mapping,
        YamlMapping mapping => mapping.With(name, YamlMapping.Of(("condition", new YamlScalar("service_started")))),
        YamlSequence list when list.Items.Any(item => item is YamlScalar scalar && scalar.Value == name) => list,
        YamlSequence list => list with { Items = [.. list.Items, new YamlScalar(name)] },
        _ => YamlSequence.Of(name),
    };
}
