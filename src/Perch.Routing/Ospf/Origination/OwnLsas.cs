using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;

namespace Perch.Routing.Ospf.Origination;

/// <summary>
/// The LSAs that this router originates (RFC 2328 12.4), all that a leaf keeps of the database. Each is brought from
/// what the area has to what it should have, one instance at a time, and sent until every neighbor acknowledges it.
/// </summary>
internal sealed class OwnLsas(Leaf leaf)
{
    /// <summary>LSAs of an earlier life that are flushed at a time. A forger can describe any number: the others are
    /// taken up when they are seen again.</summary>
    private const int MaxOld = 256;

    private readonly List<OwnLsa> _all = [];
    private readonly Flooding _flooding = new(leaf);

    /// <summary>Not before its pace allows another: somebody may send the old one again at once, and go on.</summary>
    private readonly Predicate<OwnLsa> _isForgotten =
        lsa => !lsa.WasWanted && !lsa.InArea && leaf.Now >= lsa.NotBefore;

    public IReadOnlyList<OwnLsa> All => _all;

    /// <summary>One below the first number to use.</summary>
    public SequenceNumber Before { get; set; } = SequenceNumber.Reserved;

    /// <summary>Until what should be announced is known, LSAs of the speaker before us stay as they are.</summary>
    public bool IsUndecided { get; set; } = true;

    public bool IsLeaving { get; set; }

    /// <summary>Nothing of ours is left in the area.</summary>
    public bool IsGone => _all.TrueForAll(lsa => !lsa.InArea);

    public TimeSpan Due
    {
        get
        {
            var due = TimeSpan.MaxValue;
            var anybody = leaf.AnybodyIsFull;
            foreach (var lsa in _all)
            {
                due = anybody && lsa.IsDue(leaf.Now) && !IsHeld(lsa) ? Earlier(due, lsa.NotBefore) : due;
                due = lsa is { Wanted: not null, IsWrapping: false } && anybody
                    ? Earlier(due, lsa.OriginatedAt + OwnLsa.Refresh) : due;
                foreach (var awaited in lsa.Unacknowledged)
                {
                    due = Earlier(due, awaited.Due);
                }
            }

            return due;
        }
    }

    /// <summary>The whole set that should be in the area from now on.</summary>
    public void Want(IReadOnlyList<WantedLsa> wanted)
    {
        foreach (var lsa in _all)
        {
            lsa.Wanted = null;
        }

        foreach (var one in wanted)
        {
            var lsa = Find(one.Key) ?? Add(one.Key, Before);
            lsa.Wanted = one;
            lsa.WasWanted = true;
        }
    }

    /// <summary>Nothing that was ours means anything any more: another area, another router id. What the numbers were
    /// is remembered: an LSA that comes back, into the same area or one with the same routers, is newer.</summary>
    public void Clear()
    {
        _all.RemoveAll(lsa =>
            lsa.Key.AdvertisingRouter != leaf.Id || (!lsa.WasWanted && leaf.Now >= lsa.NotBefore));
        _all.ForEach(lsa => lsa.Forget());
    }

    /// <summary>Everything ours goes to a neighbor that has just become Full; what has to change anyway goes when it
    /// has, unless it turns out that it need not.</summary>
    public void Joined(Neighbor neighbor)
    {
        var isFirst = leaf.Neighbors.TrueForAll(other => other == neighbor || !other.IsFull);
        foreach (var lsa in _all)
        {
            lsa.IsKnown &= !isFirst;
            if (lsa.Instance is not null)
            {
                var due = lsa.IsDue(leaf.Now) && lsa.NotBefore > leaf.Now ? lsa.NotBefore : leaf.Now;
                lsa.SendTo(neighbor, due);
            }
        }
    }

    public void Lost(Neighbor neighbor)
    {
        foreach (var lsa in _all)
        {
            lsa.Unacknowledged.RemoveAll(awaited => awaited.To == neighbor);
        }
    }

    /// <summary>A neighbor describes an LSA of ours: ours must be newer, and one that we do not originate must
    /// go.</summary>
    public void Described(LsaHeader header)
    {
        if (Find(header.Key) is { } lsa)
        {
            lsa.InArea |= !header.IsMaxAge;
            var same = lsa.Instance is not null && lsa.Header(leaf.Now).CompareFreshness(header) >= 0;
            Overtake(lsa, header, overtaken: !same);
        }
        else if ((!header.IsMaxAge || header.Sequence > Before) && FlushedBody.Of(header.Key.Type) is not null
            && HasRoom())
        {
            Add(header.Key, header.Sequence > Before ? header.Sequence : Before).InArea = !header.IsMaxAge;
        }
    }

    /// <summary>An LSA of ours has come in an update (RFC 2328 13 steps 5 to 8, and 13.4).</summary>
    /// <returns>True when it is to be acknowledged.</returns>
    public bool Received(Neighbor from, Lsa received)
    {
        var header = received.Header;
        var lsa = Find(header.Key);
        var freshness = lsa?.Instance is null ? 1 : header.CompareFreshness(lsa.Header(leaf.Now));
        if (freshness > 0)
        {
            Described(header);
            Find(header.Key)?.KeepLast(received);
            return true;
        }

        var awaited = lsa!.AwaitedFrom(from);
        if (freshness < 0)
        {
            SendBack(lsa, from, awaited);
            return false;
        }

        // The designated router floods our own LSA back to us: that is its acknowledgement (RFC 2328 13 step 7a).
        return !lsa.Acknowledge(awaited);
    }

    public void Acknowledged(Neighbor by, LsaHeader header)
    {
        if (Find(header.Key) is { Instance: not null } lsa && lsa.AwaitedFrom(by) is { } awaited)
        {
            var sent = lsa.Header(leaf.Now);
            var same =
                (sent.Sequence, sent.Checksum, sent.IsMaxAge) == (header.Sequence, header.Checksum, header.IsMaxAge);
            _ = same && lsa.Acknowledge(awaited);
        }
    }

    /// <summary>The LSAs that a neighbor has requested.</summary>
    public void Answer(Neighbor neighbor, IReadOnlyList<OwnLsa> requested) => _flooding.Answer(neighbor, requested);

    public Delivery? DeliveryOf(IReadOnlyList<Announcement> announcements)
    {
        Delivery? all = null;
        if (!leaf.AnybodyIsFull)
        {
            return null;
        }

        var form = AnnounceForm.Of(leaf);
        for (var i = 0; i < announcements.Count; i++)
        {
            if (Find(WantedLsas.KeyOf(leaf, form, announcements[i].Prefix)) is not
                { Wanted: not null, Instance: not null } lsa || lsa.IsDue(leaf.Now))
            {
                return null;
            }

            var one = new Delivery(lsa.SentAt, lsa.Unacknowledged.Count == 0);
            all = all is { } others ? others.And(one) : one;
        }

        return all;
    }

    public OwnLsa? Find(LsaKey key)
    {
        foreach (var lsa in _all)
        {
            if (lsa.Key == key)
            {
                return lsa;
            }
        }

        return null;
    }

    public void Run()
    {
        foreach (var lsa in _all)
        {
            if (leaf.AnybodyIsFull && leaf.Now >= lsa.NotBefore && lsa.IsDue(leaf.Now) && !IsHeld(lsa))
            {
                Originate(lsa);
            }
        }

        _flooding.Flush();
        _flooding.Retransmit(_all, IsLeaving);
        EndFlushes();
    }

    private void Originate(OwnLsa lsa)
    {
        var wraps = lsa.Newest == SequenceNumber.Max;
        lsa.Newest = wraps ? lsa.Newest : lsa.Newest.Next;
        var (options, body) = lsa.Wanted is { } wanted ? (wanted.Options, wanted.Body)
            : lsa.Instance is { } last ? (last.Header.Options, last.Bytes[LsaHeader.Size..])
            : (FlushedBody.OptionsOf(leaf), FlushedBody.Of(lsa.Key.Type)!);
        var age = wraps || lsa.Wanted is null ? LsaHeader.MaxAge : (ushort)0;
        lsa.Instance = (wraps ? lsa.Aged() : null) ?? Lsa.Build(lsa.Key, options, lsa.Newest, body, age);
        lsa.InArea = true;
        lsa.IsKnown &= age != LsaHeader.MaxAge;
        lsa.Overtaken = false;
        lsa.OriginatedAt = lsa.SentAt = leaf.Now;
        lsa.NotBefore = leaf.Now + OwnLsa.Pace;
        _flooding.Add(lsa);
    }

    /// <summary>A flush that everybody has acknowledged is through. With nobody left to ask it waits for the next
    /// neighbor, whose Database Description tells whether it was.</summary>
    private void EndFlushes()
    {
        foreach (var lsa in _all)
        {
            if (lsa.IsFlushing && !lsa.Overtaken && lsa.Unacknowledged.Count == 0)
            {
                lsa.Newest = lsa.Newest == SequenceNumber.Max ? SequenceNumber.Reserved : lsa.Newest;
                lsa.Instance = lsa.Last = null;
                lsa.InArea = false;
            }
        }
    }

    /// <summary>What an earlier life left behind is remembered when it is gone, number and pace: it may be announced
    /// again in a moment. Only where room is wanted it is forgotten.</summary>
    private bool HasRoom()
    {
        if (_all.Count >= MaxOld)
        {
            _all.RemoveAll(_isForgotten);
        }

        return _all.Count < MaxOld;
    }

    private void Overtake(OwnLsa lsa, LsaHeader header, bool overtaken)
    {
        lsa.Newest = lsa.Newest < header.Sequence ? header.Sequence : lsa.Newest;
        if (overtaken && lsa.Instance is not null)
        {
            lsa.Overtaken = true;
            lsa.Overtakes = leaf.Now - lsa.OvertakenAt < OwnLsa.FightWindow ? lsa.Overtakes + 1 : 1;
            lsa.OvertakenAt = leaf.Now;
        }
    }

    /// <summary>At most once per MinLSArrival, not beside a retransmission that is due anyway, and never what is about
    /// to be withdrawn or changed.</summary>
    private void SendBack(OwnLsa lsa, Neighbor to, Retransmission? awaited)
    {
        if (awaited is null && leaf.Now >= lsa.SendBackNotBefore && !lsa.IsDue(leaf.Now))
        {
            lsa.SendBackNotBefore = leaf.Now + OwnLsa.Pace;
            lsa.SendTo(to, leaf.Now);
        }
    }

    private bool IsHeld(OwnLsa lsa) =>
        IsUndecided && lsa.Wanted is null && lsa.Instance is null;

    private OwnLsa Add(LsaKey key, SequenceNumber newest)
    {
        var lsa = new OwnLsa(key, newest);
        _all.Add(lsa);
        return lsa;
    }

    private static TimeSpan Earlier(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
