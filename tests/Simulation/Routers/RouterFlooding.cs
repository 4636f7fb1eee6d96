using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;
using Perch.Tests.Simulation.Laws;

namespace Perch.Tests.Simulation.Routers;

/// <summary>How LSAs get everywhere (RFC 2328 13).</summary>
internal sealed partial class RouterFlooding(Router router)
{
    /// <summary>FRR's MAXAGE_REMOVE_DELAY.</summary>
    private static readonly TimeSpan KeptFlushed = TimeSpan.FromSeconds(60);

    /// <summary>Bytes that are left of an MTU for LSAs, whatever is around them.</summary>
    private const int Room = 1200;

    private readonly List<(RouterInterface Link, StoredLsa Lsa)> _outbox = [];

    private TimeSpan Now => router.Now;

    public IEnumerable<StoredLsa> Of(RouterInterface link) => router.Area.All.Concat(link.Database.All);

    public Database Of(RouterInterface link, LsaKey key) => IsOfLink(key.Type) ? link.Database : router.Area;

    /// <summary>Puts a new instance into the database, and on its way.</summary>
    public bool Install(RouterInterface link, StoredLsa lsa, RouterNeighbor? from = null)
    {
        var key = lsa.Header.Key;
        foreach (var neighbor in router.Interfaces.SelectMany(one => one.Neighbors))
        {
            if (!IsOfLink(key.Type) || link.Neighbors.Contains(neighbor))
            {
                neighbor.Unacknowledged.Remove(key);
            }
        }

        Of(link, key).Install(lsa);
        return Flood(link, lsa, from);
    }

    /// <summary>From now on it is retransmitted to this neighbor.</summary>
    public void Await(RouterNeighbor neighbor, LsaHeader header)
    {
        neighbor.Unacknowledged[header.Key] = header;
        neighbor.RetransmitAt =
            neighbor.RetransmitAt == TimeSpan.MaxValue ? Now + Adjacency.RxmtInterval : neighbor.RetransmitAt;
    }

    public void Retransmit(RouterInterface link, RouterNeighbor neighbor)
    {
        if (Now < neighbor.RetransmitAt)
        {
            return;
        }

        var lost = neighbor.Unacknowledged.Keys.Where(key => Of(link, key).Find(key) is null).ToList();
        lost.ForEach(key => neighbor.Unacknowledged.Remove(key));
        var waiting = neighbor.Unacknowledged.Keys.Select(key => Of(link, key).Find(key)!).ToList();
        neighbor.RetransmitAt = waiting.Count == 0 ? TimeSpan.MaxValue : Now + Adjacency.RxmtInterval;
        SendTo(link, neighbor, waiting);
    }

    public void SendTo(RouterInterface link, RouterNeighbor neighbor, IReadOnlyList<StoredLsa> lsas)
    {
        foreach (var part in Parts(lsas))
        {
            link.SendTo(neighbor, Update(part));
        }
    }

    public void SendDelayed(RouterInterface link)
    {
        var headers = link.Delayed.ToArray();
        link.Delayed.Clear();
        link.DelayedUntil = TimeSpan.MaxValue;
        Acknowledge(link, headers, null);
    }

    /// <summary>What has grown old goes, and what everybody knows to be gone is forgotten (RFC 2328 14).</summary>
    public void Age()
    {
        foreach (var link in router.Interfaces)
        {
            Age(link, link.Database);
        }

        Age(router.Interfaces[0], router.Area);
        Flush();
    }

    /// <summary>Sends what has been put on its way.</summary>
    public void Flush()
    {
        foreach (var link in _outbox.GroupBy(item => item.Link, item => item.Lsa).ToList())
        {
            var to = link.Key.IsPointToPoint || link.Key.IsDesignated || link.Key.IsBackup
                ? Multicast.AllRouters(router.Version)
                : Multicast.AllDesignatedRouters(router.Version);
            foreach (var part in Parts([.. link]))
            {
                link.Key.Send(to, Update(part));
            }
        }

        _outbox.Clear();
    }

    /// <summary>RFC 2328 13.3.</summary>
    /// <returns>True when it goes back where it came from.</returns>
    private bool Flood(RouterInterface from, StoredLsa lsa, RouterNeighbor? sender)
    {
        var isBack = false;
        foreach (var link in IsOfLink(lsa.Header.Key.Type) ? [from] : router.Interfaces)
        {
            var isQueued = false;
            foreach (var neighbor in link.Neighbors)
            {
                isQueued |= Queue(neighbor, lsa.HeaderAt(Now), sender);
            }

            var isHere = link == from && sender is not null;
            var isDone = isHere && (link.IsBackup || link.NameOf(sender!) == link.DesignatedRouter
                || link.NameOf(sender!) == link.BackupDesignatedRouter);
            if (isQueued && !isDone)
            {
                _outbox.Add((link, lsa));
                isBack |= isHere;
            }
        }

        return isBack;
    }

    private bool Queue(RouterNeighbor neighbor, LsaHeader header, RouterNeighbor? sender)
    {
        if (!neighbor.IsAtLeast(State.Exchange))
        {
            return false;
        }

        if (neighbor.Requests.TryGetValue(header.Key, out var wanted))
        {
            var freshness = header.CompareFreshness(wanted);
            if (freshness >= 0)
            {
                neighbor.Requests.Remove(header.Key);
            }

            if (freshness <= 0)
            {
                return false;
            }
        }

        if (neighbor == sender)
        {
            return false;
        }

        Await(neighbor, header);
        return true;
    }

    private void Age(RouterInterface link, Database database)
    {
        foreach (var lsa in database.All.ToArray())
        {
            var key = lsa.Header.Key;
            if (!lsa.IsAged && lsa.Age(Now) == LsaHeader.MaxAge)
            {
                Law.Holds(!router.World.IsQuiet, "refresh", $"{router.Name}: {key} has grown old");
                lsa.IsAged = true;
                Flood(link, lsa, null);
            }
            else if (lsa.IsAged && !router.IsSynchronising && !router.IsAwaited(key)
                && (!router.Habits.KeepsFlushed || Now >= lsa.At + KeptFlushed))
            {
                database.Remove(key);
            }
        }
    }

    private void Delay(RouterInterface link, LsaHeader header)
    {
        Add(link.Delayed, header);
        link.DelayedUntil = link.DelayedUntil < TimeSpan.MaxValue ? link.DelayedUntil : Now + router.Habits.AckDelay;
    }

    /// <param name="to">Null: whoever waits for it (RFC 2328 13.5).</param>
    private void Acknowledge(RouterInterface link, IReadOnlyList<byte> headers, RouterNeighbor? to)
    {
        if (headers.Count == 0)
        {
            return;
        }

        foreach (var part in headers.Chunk(Room / LsaHeader.Size * LsaHeader.Size))
        {
            var message = new LinkStateAcknowledgement(new LsaHeaderList(router.Version, part));
            if (to is not null)
            {
                link.SendTo(to, message);
                continue;
            }

            var everybody = link.IsPointToPoint || link.IsDesignated || link.IsBackup;
            link.Send(
                everybody ? Multicast.AllRouters(router.Version) : Multicast.AllDesignatedRouters(router.Version),
                message);
        }
    }

    private LinkStateUpdate Update(IReadOnlyList<StoredLsa> lsas) =>
        new(router.Version, (uint)lsas.Count, lsas.SelectMany(lsa => lsa.BytesAt(Now)).ToArray());

    private static IEnumerable<IReadOnlyList<StoredLsa>> Parts(IReadOnlyList<StoredLsa> lsas)
    {
        var part = new List<StoredLsa>();
        foreach (var lsa in lsas)
        {
            if (part.Count > 0 && part.Sum(one => one.Bytes.Length) + lsa.Bytes.Length > Room)
            {
                yield return part;
                part = [];
            }

            part.Add(lsa);
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private static bool IsOfLink(LsType type) => type is LsType.Link3 or LsType.OpaqueLink;

    private static void Add(List<byte> headers, LsaHeader header)
    {
        Span<byte> bytes = stackalloc byte[LsaHeader.Size];
        var writer = new WireWriter(bytes);
        header.Encode(ref writer);
        headers.AddRange(bytes);
    }
}
