using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>
/// Tells what the user set from what came with the image. The engine writes both into one place, so a copy of it would
/// freeze the old image's defaults into every successor. A setting that equals the default cannot be told from it, and
/// follows the image.
/// </summary>
internal static class ImageDefaults
{
    /// <summary>Compose's and Perch's own, also where a built image carries the same.</summary>
    private static readonly string[] OwnLabels = ["com.docker.compose.", "perch."];

    /// <summary>Settings of one value each: the image's, unless the user's is there.</summary>
    private static readonly string[] Single = ["User", "WorkingDir", "StopSignal", "Shell"];

    /// <summary>Removes from a container's Config what it has from its image.</summary>
    public static void Subtract(JsonObject config, JsonObject image)
    {
        foreach (var name in Single)
        {
            if (Json.Same(config[name], image[name]))
            {
                config.Remove(name);
            }
        }

        SubtractEnvironment(config, image);
        SubtractCommand(config, image);
        SubtractHealthcheck(config, image.Object("Healthcheck"));
        SubtractLabels(config, image.Object("Labels"));
    }

    private static void SubtractEnvironment(JsonObject config, JsonObject image)
    {
        var inherited = image.Texts("Env").ToHashSet(StringComparer.Ordinal);
        var own = config.Texts("Env").Where(entry => !inherited.Contains(entry)).ToList();
        Set(config, "Env", own.Count == 0 ? null : Json.Array(own));
    }

    /// <summary>
    /// A Cmd counts only for the Entrypoint it was given with. An entry point that was emptied is told as null, which
    /// in a create means the image's: one empty word empties it again.
    /// </summary>
    private static void SubtractCommand(JsonObject config, JsonObject image)
    {
        if (!Json.Same(config["Entrypoint"], image["Entrypoint"]))
        {
            if (Json.IsNothing(config["Entrypoint"]))
            {
                config["Entrypoint"] = new JsonArray("");
            }

            return;
        }

        config.Remove("Entrypoint");
        if (Json.Same(config["Cmd"], image["Cmd"]))
        {
            config.Remove("Cmd");
        }
    }

    /// <summary>Field by field, StartInterval too: the engine fills each that is not set from the image.</summary>
    private static void SubtractHealthcheck(JsonObject config, JsonObject image)
    {
        var own = config.Object("Healthcheck").Where(field => !Json.Same(field.Value, image[field.Key]))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())).ToList();
        Set(config, "Healthcheck", own.Count == 0 ? null : new JsonObject(own));
    }

    private static void SubtractLabels(JsonObject config, JsonObject image)
    {
        var own = config.Object("Labels").Where(label => IsOwn(label.Key) || !Json.Same(label.Value, image[label.Key]))
            .Select(label => KeyValuePair.Create(label.Key, label.Value?.DeepClone())).ToList();
        Set(config, "Labels", own.Count == 0 ? null : new JsonObject(own));
    }

    public static bool IsOwn(string label) =>
        Array.Exists(OwnLabels, own => label.StartsWith(own, StringComparison.Ordinal));

    private static void Set(JsonObject config, string name, JsonNode? value)
    {
        if (value is null)
        {
            config.Remove(name);
        }
        else
        {
            config[name] = value;
        }
    }
}
