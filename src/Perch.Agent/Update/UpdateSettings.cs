using System.Text.Json;
using Perch.Model;
using Perch.Model.Config;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>What a pod's own file says of its updates.</summary>
public static class UpdateSettings
{
    /// <summary>The defaults where nothing is said, or nothing that this version can read.</summary>
    public static UpdateConfig Of(FoundPod pod)
    {
        try
        {
            return pod.Speaker?.Labels.GetValueOrDefault(PodNames.UpdateLabel) is { } json
                ? JsonSerializer.Deserialize(json, ModelJson.Default.UpdateConfig) ?? new UpdateConfig()
                : new UpdateConfig();
        }
        catch (JsonException)
        {
            return new UpdateConfig();
        }
    }
}
