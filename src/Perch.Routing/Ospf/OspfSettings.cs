using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Routing.Ospf;

/// <summary>What the operator fixed for an instance; null means: learn it from the first Hello heard.</summary>
public sealed record OspfSettings
{
    public OspfVersion Version { get; init; } = OspfVersion.V2;

    /// <summary>Every address that may be announced in this version: who else announces it is looked for.</summary>
    public IReadOnlyList<AnycastPrefix> Prefixes { get; init; } = [];

    /// <summary>OSPFv3 (RFC 5340 2.4).</summary>
    public byte InstanceId { get; init; }

    /// <summary>Every router on the link sends with TTL 255, and nothing else is heard (RFC 5082).</summary>
    public bool TtlSecurity { get; init; }

    /// <summary>Those that this version can use. Null: packets are not authenticated.</summary>
    public Keyring? Keyring { get; init; }

    /// <summary>The largest <see cref="OspfInstance.ReservedSequence"/> of any speaker before this one; zero for the
    /// first.</summary>
    public ulong ReservedSequence { get; init; }

    public AreaId? Area { get; init; }

    public NetworkType? NetworkType { get; init; }

    public TimeSpan? HelloInterval { get; init; }

    public TimeSpan? RouterDeadInterval { get; init; }

    /// <summary>Null: the link's (<see cref="OspfLink.RouterId"/>), or its IPv4 address.</summary>
    public RouterId? RouterId { get; init; }

    /// <summary>Routers that the operator says are on the link: named in the first Hello, so that the host goes to
    /// ExStart at once.</summary>
    public IReadOnlyList<RouterId> SeededNeighbors { get; init; } = [];

    /// <summary>What <see cref="OspfInstance.Memory"/> of the speaker before this one was, if it ended less than its
    /// dead interval ago.</summary>
    public LinkMemory? Remembered { get; init; }

    /// <summary>Null follows the area's type.</summary>
    public AnnounceAs? AnnounceAs { get; init; }

    public bool MtuIgnore { get; init; }
}
