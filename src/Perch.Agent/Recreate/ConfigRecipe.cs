using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>The top level of a create body from the Config of the container that is replaced.</summary>
internal static class ConfigRecipe
{
    private const string ComposeImage = "com.docker.compose.image";

    /// <summary>Of Compose's own recreate under way; on a finished container it would make Compose look for the
    /// other.</summary>
    private const string ComposeReplace = "com.docker.compose.replace";

    /// <summary>What another's namespace has already, and the engine refuses or ignores beside it; the engine writes
    /// the holder's host name into a member when it starts.</summary>
    private static readonly string[] OfTheNamespace = ["Hostname", "Domainname", "ExposedPorts"];

    /// <summary>The image's business (OnBuild), told elsewhere (Volumes, MacAddress), or written here anew.</summary>
    private static readonly string[] NotCopied = ["OnBuild", "Volumes", "MacAddress", "Image"];

    public static JsonObject Of(SuccessorOrder order)
    {
        var config = order.Container.Object("Config").DeepClone().AsObject();
        foreach (var name in NotCopied)
        {
            config.Remove(name);
        }

        if (order.Holder is not null)
        {
            Array.ForEach(OfTheNamespace, name => config.Remove(name));
        }
        else
        {
            KeepOwnNetwork(config, order);
        }

        ImageDefaults.Subtract(config, order.OldImage.Object("Config"));
        config["Image"] = order.Reference;
        Label(config, order);
        return config;
    }

    /// <summary>Compose compares its label with the image's identifier: a stale one makes its next "up" recreate the
    /// container.</summary>
    private static void Label(JsonObject config, SuccessorOrder order)
    {
        var labels = config.Object("Labels").DeepClone().AsObject();
        labels.Remove(ComposeReplace);
        if (labels.ContainsKey(ComposeImage))
        {
            labels[ComposeImage] = order.NewImage.Text("Id");
        }

        foreach (var (name, value) in order.Labels)
        {
            labels[name] = value;
        }

        if (labels.Count > 0)
        {
            config["Labels"] = labels;
        }
    }

    private static void KeepOwnNetwork(JsonObject config, SuccessorOrder order)
    {
        if (order.Container.Text("Id").StartsWith(config.Text("Hostname"), StringComparison.Ordinal))
        {
            config.Remove("Hostname");
        }

        var inherited = order.OldImage.Object("Config").Object("ExposedPorts");
        var published = order.Container.Object("HostConfig").Object("PortBindings");
        var own = config.Object("ExposedPorts").Select(port => port.Key).Where(port => !inherited.ContainsKey(port))
            .Union(published.Select(port => port.Key)).Order(StringComparer.Ordinal).ToList();
        config.Remove("ExposedPorts");
        if (own.Count > 0)
        {
            config["ExposedPorts"] = new JsonObject(
                own.Select(port => KeyValuePair.Create(port, (JsonNode?)new JsonObject())));
        }
    }
}
