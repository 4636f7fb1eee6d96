using Perch.Model;

namespace Perch.Routing.Ospf;

/// <summary>Everything that can happen to an instance. Time comes beside it, never inside.</summary>
public abstract record OspfEvent
{
    /// <summary>First event of an instance.</summary>
    /// <param name="UnixSeconds">Wall clock, for the first LS sequence number and for authentication.</param>
    public sealed record Started(long UnixSeconds) : OspfEvent;

    /// <summary>The wall clock was set: it no longer is what it was when the instance started, plus the time
    /// since.</summary>
    public sealed record ClockSet(long UnixSeconds) : OspfEvent;

    /// <summary>An OSPF packet without its IP header.</summary>
    public sealed record PacketReceived(IpAddress Source, IpAddress Destination, ReadOnlyMemory<byte> Packet)
        : OspfEvent
    {
        /// <summary>TTL or hop limit as it arrived; zero: not known.</summary>
        public int TimeToLive { get; init; }
    }

    /// <summary>The interface changed: address, MTU, up or down.</summary>
    public sealed record LinkChanged(OspfLink Link) : OspfEvent;

    /// <summary>The whole set of prefixes that should be announced from now on. Before the first of these, LSAs that an
    /// earlier speaker left in the area are let be, for at most a dead interval: an empty set flushes them.</summary>
    public sealed record AnnouncementsChanged(IReadOnlyList<Announcement> Announcements) : OspfEvent;

    /// <summary>The deadline that the instance asked for has come.</summary>
    public sealed record TimePassed : OspfEvent;

    /// <summary>The speaker is going.</summary>
    /// <param name="Flush">True: own LSAs are flushed and a Hello without neighbors ends the adjacency. False: a
    /// successor is expected within the dead interval; everything is left as it is.</param>
    public sealed record Leaving(bool Flush) : OspfEvent;
}

/// <summary>One prefix to announce. The form of the LSA is the instance's affair.</summary>
public sealed record Announcement(AnycastPrefix Prefix, uint Metric, uint Tag);
