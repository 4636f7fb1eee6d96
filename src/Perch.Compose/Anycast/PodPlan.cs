using Perch.Compose.Project;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Anycast;

/// <summary>All that must be known of one anycast service to render its three containers.</summary>
internal sealed record PodPlan
{
    public required Service Service { get; init; }

    public required IReadOnlyList<AnycastPrefix> Addresses { get; init; }

    public required SpeakerConfig Speaker { get; init; }

    public required IReadOnlyList<Authority> Authorities { get; init; }

    /// <summary>
    /// True when Docker gives no interface one of the addresses, so that the speaker binds it on lo.
    /// </summary>
    public required bool BindsAddress { get; init; }
}

/// <summary>A file with certificates that the speaker needs.</summary>
/// <param name="Kind">"configs" or "secrets" of the Compose file, or "file".</param>
/// <param name="Source">Its name there, or the path on the host.</param>
internal sealed record Authority(string Kind, string Source)
{
    private const string Directory = "/etc/perch/authorities/";

    /// <summary>Path inside the speaker's container.</summary>
    public string Target => Directory + Source.TrimStart('.', '/').Replace('/', '-');
}
