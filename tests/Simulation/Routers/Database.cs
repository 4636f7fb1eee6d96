using Perch.Routing.Ospf.Lsas;

namespace Perch.Tests.Simulation.Routers;

/// <summary>An LSA as a router has it.</summary>
internal sealed class StoredLsa(LsaHeader header, byte[] bytes, TimeSpan at)
{
    /// <summary>As it came.</summary>
    public LsaHeader Header { get; } = header;

    public byte[] Bytes { get; } = bytes;

    public TimeSpan At { get; } = at;

    /// <summary>Nobody has been told yet that its age has run out.</summary>
    public bool IsAged { get; set; } = header.IsMaxAge;

    /// <summary>No copy of it is sent back before this time (RFC 2328 13 step 8).</summary>
    public TimeSpan SendBackNotBefore { get; set; }

    public ushort Age(TimeSpan now) => IsAged
        ? LsaHeader.MaxAge
        : (ushort)Math.Min(Header.Seconds + (int)(now - At).TotalSeconds, LsaHeader.MaxAge);

    public LsaHeader HeaderAt(TimeSpan now) => Header with { Age = Age(now) };

    public byte[] BytesAt(TimeSpan now)
    {
        byte[] bytes = [.. Bytes];
        Lsa.SetAge(bytes, Age(now));
        return bytes;
    }
}

/// <summary>The LSAs of one scope: of an area, or of a link.</summary>
internal sealed class Database
{
    private readonly Dictionary<LsaKey, StoredLsa> _all = [];

    public IReadOnlyCollection<StoredLsa> All => _all.Values;

    public int Count => _all.Count;

    public StoredLsa? Find(LsaKey key) => _all.GetValueOrDefault(key);

    public void Install(StoredLsa lsa) => _all[lsa.Header.Key] = lsa;

    public void Remove(LsaKey key) => _all.Remove(key);

    public void Clear() => _all.Clear();
}
