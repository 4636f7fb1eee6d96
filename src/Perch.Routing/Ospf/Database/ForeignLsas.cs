using Perch.Model;
using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Database;

/// <summary>
/// The LSAs of others that a leaf keeps: the few that carry an address of its own, and the routers and networks that
/// the way there leads over. Everything else is acknowledged and forgotten, whatever the size of the area.
/// </summary>
internal sealed class ForeignLsas(IReadOnlyList<AnycastPrefix> ours)
{
    /// <summary>Routers and networks: half a mebibyte at most, in an area ten times as large as routers recommend.
    /// </summary>
    public const int MostTopology = 2000;

    /// <summary>Bytes of the largest router-LSA or network-LSA that is kept: 340 links.</summary>
    private const int MostBody = 4096;

    /// <summary>LSAs that carry an address of ours.</summary>
    private const int MostAnnouncements = 256;

    private const int MostBytes = 512 * 1024;

    /// <summary>Whoever floods thousands must not make us look through all that we keep for each.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<LsaKey, KeptLsa> _all = [];
    private TimeSpan _sweepAt;
    private int _topology;
    private int _bytes;

    public IReadOnlyCollection<KeptLsa> All => _all.Values;

    /// <summary>Something that belongs here had no room.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>By its header it may belong here, or it is a newer one of what is here.</summary>
    public bool Lacks(LsaHeader header, TimeSpan now) => !header.IsMaxAge && (Find(header.Key) is { } known
        ? header.CompareFreshness(known.HeaderAt(now)) > 0
        : IsOfInterest(header));

    /// <summary>One has come, asked for or not.</summary>
    public void Take(Lsa received, TimeSpan now)
    {
        var header = received.Header;
        var known = Find(header.Key);
        if (known is null ? !IsOfInterest(header) : header.CompareFreshness(known.HeaderAt(now)) <= 0)
        {
            return;
        }

        Remove(known);
        var carries = Carries(header.Key, received.Body);
        if (!header.IsMaxAge && (carries || Interest.IsTopology(header.Key.Type)))
        {
            var since = known is not null && carries && Carries(header.Key, known.Body) ? known.Since : now;
            Add(new KeptLsa(header, received.Body.ToArray(), now, since), now);
        }
    }

    /// <summary>Nobody tells us of changes any more.</summary>
    public void Clear()
    {
        _all.Clear();
        (_topology, _bytes, Overflowed) = (0, 0, false);
    }

    private bool IsOfInterest(LsaHeader header) => ours.Count > 0 && Interest.IsIn(header, ours);

    private KeptLsa? Find(LsaKey key) => _all.GetValueOrDefault(key);

    private bool Carries(LsaKey key, ReadOnlySpan<byte> body)
    {
        foreach (var prefix in ours)
        {
            if (Carried.In(key, body, prefix) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private void Add(KeptLsa lsa, TimeSpan now)
    {
        if (!HasRoomFor(lsa) && now >= _sweepAt)
        {
            _sweepAt = now + SweepInterval;
            foreach (var old in _all.Values.Where(known => known.HasAgedOut(now)).ToArray())
            {
                Remove(old);
            }
        }

        if (!HasRoomFor(lsa))
        {
            Overflowed = true;
            return;
        }

        _all.Add(lsa.Header.Key, lsa);
        Count(lsa, 1);
    }

    private bool HasRoomFor(KeptLsa lsa) => lsa.Body.Length <= MostBody && _bytes + lsa.Body.Length <= MostBytes
        && (Interest.IsTopology(lsa.Header.Key.Type)
            ? _topology < MostTopology
            : _all.Count - _topology < MostAnnouncements);

    private void Remove(KeptLsa? lsa)
    {
        if (lsa is not null && _all.Remove(lsa.Header.Key))
        {
            Count(lsa, -1);
        }
    }

    private void Count(KeptLsa lsa, int sign)
    {
        _topology += Interest.IsTopology(lsa.Header.Key.Type) ? sign : 0;
        _bytes += sign * lsa.Body.Length;
    }
}
