using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Reasons;

/// <summary>
/// Finds two hosts whose bridges have one subnet in one area. Both are designated router with the same address, so
/// each takes the other's network-LSA for its own and flushes it (RFC 2328 13.4), for ever, and no route is installed.
/// Once is what a router does that has been given a new router id; a second time is the fight.
/// </summary>
internal sealed class TwoHosts(Leaf leaf)
{
    private LsaHeader? _seen;

    public void See(LsaHeader header)
    {
        var router = leaf.Neighbors.Find(leaf.IsDesignatedRouter);
        if (router is null || header.Key.LinkStateId != router.Address.V4 || header.Key.AdvertisingRouter == router.Id)
        {
            return;
        }

        if (_seen is { } seen && seen.Key == header.Key && seen.Sequence != header.Sequence)
        {
            leaf.SubnetTwin = header.Key.AdvertisingRouter;
            leaf.Complain(
                ReasonKind.TwoHosts, 0, Sentences.TwoHosts(leaf.Link, router, header.Key.AdvertisingRouter));
        }

        _seen = header;
    }
}
