using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;

namespace Perch.Routing.Ospf.Origination;

/// <summary>One LSA of ours: what the area should have, what it has, and who has not said so yet.</summary>
internal sealed class OwnLsa(LsaKey key, SequenceNumber newest)
{
    /// <summary>BIRD and FRR silently drop a newer instance that comes within MinLSArrival, 1 s (RFC 2328 B), and it
    /// then takes a retransmission to be seen. Instead of MinLSInterval, 5 s, the first change goes at once.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.1);

    /// <summary>LSRefreshTime (RFC 2328 B).</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1800);

    /// <summary>Two routers that fight over one LSA overtake each other every few seconds.</summary>
    public static readonly TimeSpan FightWindow = TimeSpan.FromSeconds(60);

    /// <summary>Of an LSA that was never ours, in bytes: a forger can send many.</summary>
    private const int MostKept = 1024;

    /// <summary>InfTransDelay (RFC 2328 C.3): what a second on the way adds to the age.</summary>
    private const int TransmissionDelay = 1;

    public LsaKey Key { get; } = key;

    /// <summary>Null: it should not be in the area.</summary>
    public WantedLsa? Wanted { get; set; }

    /// <summary>It is remembered, number and pace, also while it is withdrawn.</summary>
    public bool WasWanted { get; set; }

    /// <summary>The newest number that this LSA has had, whoever gave it.</summary>
    public SequenceNumber Newest { get; set; } = newest;

    /// <summary>The last instance that we flooded; null before the first, and after a flush is through.</summary>
    public LsaInstance? Instance { get; set; }

    /// <summary>Some router has a copy that is not being flushed: ours, or one from an earlier life.</summary>
    public bool InArea { get; set; }

    /// <summary>A router that is Full has acknowledged an instance of it, and it has not been flushed since: a newer
    /// instance that is still on its way does not undo that.</summary>
    public bool IsKnown { get; set; }

    /// <summary>A newer copy than ours, or a flushed one, has been seen: ours must be newer still.</summary>
    public bool Overtaken { get; set; }

    /// <summary>How often that has happened, each time within <see cref="FightWindow"/> of the time before.</summary>
    public int Overtakes { get; set; }

    public TimeSpan OvertakenAt { get; set; }

    public TimeSpan OriginatedAt { get; set; }

    /// <summary>When the instance last went out, for the first time or again.</summary>
    public TimeSpan SentAt { get; set; }

    /// <summary>No new instance before this time.</summary>
    public TimeSpan NotBefore { get; set; }

    /// <summary>An older copy that somebody still sends is answered no earlier.</summary>
    public TimeSpan SendBackNotBefore { get; set; }

    /// <summary>A copy with the last possible number that is not ours: nothing is newer but the same,
    /// flushed.</summary>
    public LsaInstance? Last { get; set; }

    public List<Retransmission> Unacknowledged { get; } = [];

    public bool IsFlushing => Instance is { Header.IsMaxAge: true };

    /// <summary>The last possible sequence number is being flushed, to begin with the first again (RFC 2328
    /// 12.1.6).</summary>
    public bool IsWrapping => IsFlushing && Wanted is not null && Newest == SequenceNumber.Max;

    /// <summary>The area does not have what it should have.</summary>
    public bool IsDue(TimeSpan now) => Wanted is { } wanted
        ? IsWrapping ? Overtaken : (Instance is not { } instance || IsFlushing || Overtaken || !wanted.Says(instance)
            || now >= OriginatedAt + Refresh)
        : InArea && (!IsFlushing || Overtaken);

    public LsaHeader Header(TimeSpan now) => Instance!.Header with { Age = Age(now) };

    /// <summary>Seconds, as this LSA would be sent now.</summary>
    public ushort Age(TimeSpan now) => IsFlushing
        ? LsaHeader.MaxAge
        : (ushort)Math.Min((int)(now - OriginatedAt).TotalSeconds + TransmissionDelay, LsaHeader.MaxAge);

    /// <param name="received">A newer copy than ours.</param>
    public void KeepLast(Lsa received)
    {
        var header = received.Header;
        var fits = (WasWanted || header.Length <= MostKept) && header.Length % sizeof(uint) == 0;
        if (header.Sequence == SequenceNumber.Max && fits)
        {
            Last = new LsaInstance(header, received.Bytes.ToArray());
        }
    }

    /// <summary>The instance with the last possible number, flushed (RFC 2328 12.1.6): with another body it would have
    /// another checksum, and could be the older one.</summary>
    public LsaInstance? Aged()
    {
        var last = Last ?? (Instance?.Header.Sequence == SequenceNumber.Max ? Instance : null);
        if (last is null)
        {
            return null;
        }

        byte[] bytes = [.. last.Bytes];
        Lsa.SetAge(bytes, LsaHeader.MaxAge);
        return new LsaInstance(last.Header with { Age = LsaHeader.MaxAge }, bytes);
    }

    /// <summary>Nobody has it; number and pace stay.</summary>
    public void Forget()
    {
        Instance = Last = null;
        InArea = IsKnown = Overtaken = false;
        Overtakes = 0;
        Unacknowledged.Clear();
    }

    /// <summary>Whoever is in the exchange with us may have been sent it before it is Full: once in the list is
    /// enough.</summary>
    public void SendTo(Neighbor neighbor, TimeSpan now)
    {
        if (AwaitedFrom(neighbor) is { } awaited)
        {
            awaited.Due = now;
        }
        else
        {
            Unacknowledged.Add(new Retransmission(neighbor, now));
        }
    }

    /// <returns>False when it was not awaited.</returns>
    public bool Acknowledge(Retransmission? awaited)
    {
        if (awaited is null || !Unacknowledged.Remove(awaited))
        {
            return false;
        }

        IsKnown = !IsFlushing;
        return true;
    }

    public Retransmission? AwaitedFrom(Neighbor neighbor) =>
        Unacknowledged.Find(retransmission => retransmission.To == neighbor);
}

/// <summary>An instance that a neighbor has not acknowledged yet (RFC 2328 13.6).</summary>
internal sealed class Retransmission(Neighbor to, TimeSpan due)
{
    public Neighbor To { get; } = to;

    public TimeSpan Due { get; set; } = due;

    public int Times { get; set; }
}
