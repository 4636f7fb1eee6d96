using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Origination;

namespace Perch.Routing.Ospf.Reasons;

/// <summary>Finds what is wrong only because it has lasted: nobody there, stuck on the way to Full, unacknowledged.
/// Looks once a second until all is well, and then not at all.</summary>
internal sealed class Watch(Leaf leaf, OwnLsas own)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What is no longer found, because the neighbor it was about is gone, is no longer true.</summary>
    private static readonly TimeSpan Memory = 3 * Interval;

    /// <summary>Two Hellos at BIRD's and FRR's default interval, for as long as the link's own is not known.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    /// <summary>Three times RxmtInterval: two lost packets are no reason to complain.</summary>
    private static readonly TimeSpan Patience = 3 * DescriptionProtocol.RxmtInterval;

    /// <summary>The first retransmission is early and an ordinary thing; two more are not.</summary>
    private const int ManyRetransmissions = 3;

    /// <summary>A restart is overtaken by what it left behind once or twice.</summary>
    private const int ManyOvertakes = 4;

    private TimeSpan _aloneSince = TimeSpan.MaxValue;

    public TimeSpan Due { get; private set; }

    /// <summary>Something has changed that may be a reason, or settle one.</summary>
    public void Wake() => Due = leaf.Now;

    /// <summary>What is waited for: a router that is Full and silent, or one that is not Full yet; a sentence, or
    /// none.</summary>
    public IEnumerable<string> Waiting(TimeSpan now)
    {
        if (!leaf.Link.Up)
        {
            return [];
        }

        if (leaf.AnybodyIsFull)
        {
            return [.. leaf.Neighbors.Where(neighbor => neighbor.IsFull && Silent(neighbor, now) > MissedHellos)
                .Select(neighbor => Sentences.Silent(leaf.Link, neighbor, Silent(neighbor, now), now))];
        }

        var nearest = leaf.Neighbors.Where(neighbor => neighbor.Priority > 0).MaxBy(neighbor => neighbor.State);
        return nearest is not null ? [Sentences.OnTheWay(leaf, nearest, now - nearest.Since)]
            : _aloneSince <= now ? [Sentences.Alone(leaf.Link, now - _aloneSince)]
            : [];
    }

    public void Run()
    {
        if (leaf.Now < Due)
        {
            return;
        }

        Due = leaf.Now + Interval;
        var well = LookAtLink() & LookAtNeighbors() & LookAtLsas();
        Due = well ? TimeSpan.MaxValue : leaf.Now + Interval;
    }

    /// <summary>One Hello may be lost, and the next a second late.</summary>
    private TimeSpan MissedHellos => (2 * leaf.Parameters!.HelloInterval) + Interval;

    private TimeSpan Silent(Neighbor neighbor, TimeSpan now) =>
        now - (neighbor.InactiveAt - leaf.Parameters!.RouterDeadInterval);

    private bool LookAtLink()
    {
        Set(!leaf.Link.Up, ReasonKind.LinkDown, 0, () => Sentences.LinkDown(leaf.Link));
        var alone = leaf.Link.Up && !leaf.Neighbors.Exists(neighbor => neighbor.Priority > 0);
        _aloneSince = !alone ? TimeSpan.MaxValue : _aloneSince == TimeSpan.MaxValue ? leaf.Now : _aloneSince;
        var silence = leaf.Parameters is { } known ? 2 * known.HelloInterval : Silence;
        var nobody = alone && leaf.Now - _aloneSince >= silence && !leaf.Complaints.IsSomebodyHeard;
        Set(nobody, ReasonKind.Nobody, 0, () => Sentences.Nobody(leaf.Link, leaf.Parameters?.Area));

        var form = AnnounceForm.Of(leaf);
        var misfit = leaf.Parameters is { } parameters && !AnnounceForm.Fits(form, parameters.AreaType);
        Set(misfit, ReasonKind.AnnounceAs, 0, () => Sentences.AnnounceAs(leaf.Link, form, leaf.Parameters!));
        return leaf.Link.Up && !alone && !misfit;
    }

    private bool LookAtNeighbors()
    {
        var waiting = leaf.Neighbors.Find(neighbor =>
            neighbor.State == NeighborState.TwoWay && neighbor.Priority > 0 && leaf.Now - neighbor.Since >= Patience);
        var leaderless = waiting is not null && leaf.DesignatedRouter == 0 && !leaf.IsPointToPoint
            && !leaf.Complaints.IsOpen(ReasonKind.NetworkType, waiting.Address.Value);
        Set(leaderless, ReasonKind.NoDesignatedRouter, 0, () =>
            Sentences.NoDesignatedRouter(leaf.Link, leaf.Parameters!));
        var well = true;
        foreach (var neighbor in leaf.Neighbors)
        {
            var lasted = leaf.Now - neighbor.Since;
            var oneWay = neighbor.State == NeighborState.Init && lasted >= leaf.Parameters!.RouterDeadInterval;
            var stuck = neighbor.IsExchanging && leaf.Now - neighbor.ExchangingSince >= Patience
                && !leaf.Complaints.IsOpen(ReasonKind.Mtu, neighbor.Address.Value);
            Set(oneWay || stuck, ReasonKind.Stuck, neighbor.Address.Value, () => oneWay
                ? Sentences.OneWay(leaf.Link, neighbor)
                : Sentences.Stuck(leaf.Link, neighbor));
            if (neighbor.IsFull)
            {
                leaf.Complaints.Settle(ReasonKind.Mtu, neighbor.Address.Value, leaf.Outbox);
            }

            well &= neighbor.IsFull || (neighbor.State == NeighborState.TwoWay && !leaf.WantsAdjacency(neighbor));
        }

        return well && (leaf.DesignatedRouter != 0 || leaf.IsPointToPoint);
    }

    private bool LookAtLsas()
    {
        var well = true;
        foreach (var lsa in own.All)
        {
            var worst = lsa.Unacknowledged.MaxBy(awaited => awaited.Times);
            Set(worst?.Times >= ManyRetransmissions, ReasonKind.Unacknowledged, About(lsa.Key), () =>
                Sentences.Unacknowledged(leaf.Link, worst!.To, lsa.Key, ManyRetransmissions));
            var fought = lsa.Overtakes >= ManyOvertakes && leaf.Now - lsa.OvertakenAt < OwnLsa.FightWindow;
            Set(fought, ReasonKind.FoughtOver, About(lsa.Key), () =>
                Sentences.FoughtOver(leaf.Link, lsa.Key, leaf.Id));
            well &= worst is null && !fought;
        }

        return well;
    }

    private static UInt128 About(LsaKey key) => ((UInt128)(uint)key.Type << 32) | key.LinkStateId;

    private void Set(bool wrong, ReasonKind kind, UInt128 about, Func<string> sentence)
    {
        if (wrong)
        {
            leaf.Complaints.Raise(kind, about, sentence(), leaf.Now + Memory, leaf.Outbox);
        }
        else
        {
            leaf.Complaints.Settle(kind, about, leaf.Outbox);
        }
    }
}
