using Perch.Model;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Simulation.Routers;

/// <summary>RFC 2328 10.1.</summary>
internal enum State
{
    Down,
    Init,
    TwoWay,
    ExStart,
    Exchange,
    Loading,
    Full,
}

/// <summary>Another router on a link, as a router sees it (RFC 2328 10).</summary>
internal sealed class RouterNeighbor(RouterId id, IpAddress address, uint sequence)
{
    public RouterId Id { get; } = id;

    public IpAddress Address { get; set; } = address;

    public uint InterfaceId { get; set; }

    public State State { get; set; }

    public TimeSpan Since { get; set; }

    public TimeSpan InactiveAt { get; set; }

    public byte Priority { get; set; }

    public uint DesignatedRouter { get; set; }

    public uint BackupDesignatedRouter { get; set; }

    public ReplayGuard Guard { get; set; } = new();

    public bool IsMaster { get; set; }

    public uint Sequence { get; set; } = sequence;

    /// <summary>What is still to be described.</summary>
    public Queue<LsaHeader> Summary { get; } = new();

    public (DescriptionFlags Flags, Options Options, uint Sequence)? Received { get; set; }

    public (DescriptionFlags Flags, byte[] Headers)? Sent { get; set; }

    /// <summary>When the last description is sent again, or what was requested is requested again.</summary>
    public TimeSpan ResendAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>What it has described and we do not have.</summary>
    public Dictionary<LsaKey, LsaHeader> Requests { get; } = [];

    /// <summary>What it has not acknowledged.</summary>
    public Dictionary<LsaKey, LsaHeader> Unacknowledged { get; } = [];

    public TimeSpan RetransmitAt { get; set; } = TimeSpan.MaxValue;

    public bool IsAtLeast(State state) => State >= state;

    public void DropExchange()
    {
        Summary.Clear();
        Requests.Clear();
        Unacknowledged.Clear();
        (Received, Sent, ResendAt, RetransmitAt) = (null, null, TimeSpan.MaxValue, TimeSpan.MaxValue);
    }
}
