using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Neighbors;

/// <summary>Where the exchange of Database Descriptions with one neighbor stands (RFC 2328 10): bounded, whatever the
/// size of the neighbor's database.</summary>
internal sealed class DatabaseExchange
{
    /// <summary>We are master until the neighbor turns out to have the higher router id.</summary>
    public bool IsMaster { get; set; }

    public uint Sequence { get; set; }

    /// <summary>The last description accepted: one like it is a duplicate (RFC 2328 10.6).</summary>
    public (DescriptionFlags Flags, Options Options, uint Sequence)? Received { get; set; }

    /// <summary>The last description sent, kept for a neighbor that has missed it.</summary>
    public byte[]? Sent { get; set; }

    /// <summary>The neighbor has been told that nothing more follows.</summary>
    public bool SaidAll { get; set; }

    /// <summary>When <see cref="Sent"/> goes out again; null when an answer is not ours to ask for.</summary>
    public TimeSpan? ResendAt { get; set; }

    /// <summary>How often the first description has been sent again at once.</summary>
    public int EarlyResends { get; set; }

    /// <summary>How often since a moment ago an unexpected description was believed, and when the count begins
    /// again.</summary>
    public int Anew { get; set; }

    public TimeSpan AnewUntil { get; set; }

    /// <summary>The neighbor's MTU, as its last description had it.</summary>
    public int NeighborMtu { get; set; }

    /// <summary>When an exchange that has not moved is begun anew: while it lasts, the neighbor cannot forget any LSA
    /// that is being flushed.</summary>
    public TimeSpan ProgressBy { get; set; }

    /// <summary>What is still to come of what the neighbor has described.</summary>
    public RequestList Requests { get; } = new();

    /// <summary>The next sequence number is kept: it must differ from that of the exchange before.</summary>
    public void Drop()
    {
        Received = null;
        Sent = null;
        ResendAt = null;
        EarlyResends = 0;
        NeighborMtu = 0;
        Requests.Clear();
    }
}
