using Perch.Model;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Routing.Ospf.Neighbors;

/// <summary>A router heard on the link (RFC 2328 10).</summary>
internal sealed class Neighbor(RouterId id, IpAddress address)
{
    public RouterId Id { get; } = id;

    public IpAddress Address { get; set; } = address;

    /// <summary>Its own number for its interface (OSPFv3), as its last Hello had it.</summary>
    public uint InterfaceId { get; set; }

    public NeighborState State { get; set; } = NeighborState.Down;

    /// <summary>When it came into this state.</summary>
    public TimeSpan Since { get; set; }

    /// <summary>When it was first heard, or was lost last: the start of the way to Full.</summary>
    public TimeSpan FirstHeard { get; set; }

    /// <summary>When the exchange that it is in, or the one before, was first opened.</summary>
    public TimeSpan ExchangingSince { get; set; }

    /// <summary>When it is dead unless heard before.</summary>
    public TimeSpan InactiveAt { get; set; }

    /// <summary>A Hello of it has been heard, not only its descriptions.</summary>
    public bool IsGreeted { get; set; }

    /// <summary>What its last Hello declared.</summary>
    public byte Priority { get; set; }

    /// <summary>As its last Hello declared it: an interface address in OSPFv2, a router id in OSPFv3.</summary>
    public uint DesignatedRouter { get; set; }

    public uint BackupDesignatedRouter { get; set; }

    /// <summary>What its sequence numbers are held against for as long as it is known (RFC 2328 D.3).</summary>
    public ReplayGuard Guard { get; set; } = new();

    public DatabaseExchange Exchange { get; } = new();

    public bool IsExchanging => State is NeighborState.ExStart or NeighborState.Exchange;

    public bool IsFull => State == NeighborState.Full;

    public override string ToString() => $"{Address} (router id {Id})";
}
