using Perch.Compose.Yaml;

namespace Perch.Compose.Project;

/// <summary>One service of the file, in whichever of Compose's short and long forms it was written.</summary>
internal sealed record Service(string Name, Place At)
{
    public string? NetworkMode => At["network_mode"]?.Text;

    public string? ContainerName => At["container_name"]?.Text;

    public Place? Anycast => At["x-anycast"];

    public IEnumerable<string> Profiles => At["profiles"]?.Items.Select(item => item.Text ?? "") ?? [];

    /// <summary>
    /// The namespace's owner as it was written behind "service:" or "container:"; null for one of its own.
    /// </summary>
    public string? Joined =>
        NetworkMode?.Split(':', 2) is ["service" or "container", var owner] ? owner : null;

    /// <summary>Its networks, each with its options; the default network where it names none.</summary>
    public IReadOnlyList<(string Name, Place Options)> Networks
    {
        get
        {
            if (NetworkMode is not null)
            {
                return [];
            }

            var at = At["networks"];
            return at?.Node switch
            {
                YamlMapping { Entries.Count: > 0 } => [.. at.Value.Entries],
                YamlSequence { Items.Count: > 0 } => [.. at.Value.Items.Select(item => (item.Text ?? "", item))],
                _ => [("default", At)],
            };
        }
    }
}
