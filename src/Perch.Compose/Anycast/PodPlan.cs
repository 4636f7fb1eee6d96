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

    /// <summary>Null where nothing was written of it.</summary>
    public UpdateConfig? Update { get; init; }

    /// <summary>Everything beside its configuration that the speaker is given.</summary>
    public required IReadOnlyList<SpeakerFile> Files { get; init; }

    /// <summary>
    /// True when Docker gives no interface one of the addresses, so that the speaker binds it on lo.
    /// </summary>
    public required bool BindsAddress { get; init; }

    public bool HasV6 => Addresses.Any(address => !address.Address.IsV4);
}
