using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>What an engine makes of the Config of a create body and the image that it names.</summary>
internal static class Expectation
{
    private static readonly string[] Single = ["User", "WorkingDir", "StopSignal", "Shell"];

    private static readonly string[] Maps = ["Labels", "ExposedPorts", "Volumes"];

    public static JsonObject Of(JsonObject body, JsonObject image)
    {
        var config = body.DeepClone().AsObject();
        foreach (var name in Single.Where(name => Json.IsNothing(config[name])))
        {
            config[name] = image[name]?.DeepClone();
        }

        foreach (var name in Maps)
        {
            config[name] = Merge(config.Object(name), image.Object(name));
        }

        MergeCommand(config, image);
        config["Env"] = Json.Array(MergeEnvironment(config.Texts("Env"), image.Texts("Env")));
        config["Healthcheck"] = MergeHealthcheck(config.Object("Healthcheck"), image.Object("Healthcheck"));
        return config;
    }

    public static IEnumerable<string> MergeEnvironment(IEnumerable<string> own, IEnumerable<string> inherited)
    {
        var set = own.ToList();
        var names = set.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return set.Concat(inherited.Where(entry => !names.Contains(NameOf(entry)))).Order(StringComparer.Ordinal);
    }

    private static void MergeCommand(JsonObject config, JsonObject image)
    {
        var emptied = config["Entrypoint"] is JsonArray { Count: 1 } only && only[0]?.ToString().Length == 0;
        if (emptied)
        {
            config.Remove("Entrypoint");
        }
        else if (Json.IsNothing(config["Entrypoint"]))
        {
            config["Cmd"] = (Json.IsNothing(config["Cmd"]) ? image["Cmd"] : config["Cmd"])?.DeepClone();
            config["Entrypoint"] = image["Entrypoint"]?.DeepClone();
        }
    }

    private static JsonObject MergeHealthcheck(JsonObject own, JsonObject inherited)
    {
        var fields = own.Select(field => field.Key).Union(inherited.Select(field => field.Key));
        return new JsonObject(fields.Select(name => KeyValuePair.Create(
            name, (Json.IsNothing(own[name]) ? inherited[name] : own[name])?.DeepClone())));
    }

    private static JsonObject Merge(JsonObject own, JsonObject inherited) =>
        new(own.Concat(inherited.Where(entry => !own.ContainsKey(entry.Key)))
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));

    private static string NameOf(string entry) => entry.Split('=')[0];
}
