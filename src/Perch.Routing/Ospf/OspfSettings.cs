using Perch.Model;
using Perch.Model.Config;

namespace Perch.Routing.Ospf;

/// <summary>What the operator fixed for an instance; null means: learn it from the first Hello heard.</summary>
public sealed record OspfSettings
{
    public AreaId? Area { get; init; }

    public NetworkType? NetworkType { get; init; }

    public TimeSpan? HelloInterval { get; init; }

    public TimeSpan? RouterDeadInterval { get; init; }

    /// <summary>Null: the interface's own address.</summary>
    public RouterId? RouterId { get; init; }

    /// <summary>Routers believed to be on the link (configured, or heard less than a dead interval before the last
    /// speaker ended): named in the first Hello, so that the host goes to ExStart at once.</summary>
    public IReadOnlyList<RouterId> SeededNeighbors { get; init; } = [];

    /// <summary>Null follows the area's type.</summary>
    public AnnounceAs? AnnounceAs { get; init; }

    public bool MtuIgnore { get; init; }
}
