using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Neighbors;

/// <summary>The LSAs that a neighbor has described and a leaf wants to see (RFC 2328 10, Link state request list). Full
/// does not wait for it.</summary>
internal sealed class RequestList
{
    /// <summary>More than that at a time is not asked for: it is no area for a leaf.</summary>
    private const int Most = 2048;

    private readonly List<LsaHeader> _wanted = [];

    /// <summary>How many at the front of the list have been asked for, and not come.</summary>
    public int Asked { get; private set; }

    /// <summary>When they are asked for again.</summary>
    public TimeSpan? ResendAt { get; private set; }

    /// <summary>There was more than this list holds.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>All has come.</summary>
    public bool IsDone => _wanted.Count == 0 && !Overflowed;

    public bool IsEmpty => _wanted.Count == 0;

    public void Add(LsaHeader header)
    {
        Overflowed |= _wanted.Count == Most;
        if (_wanted.Count < Most)
        {
            _wanted.Add(header);
        }
    }

    /// <summary>This instance has come, from whomever.</summary>
    public void Remove(LsaHeader header)
    {
        var at = _wanted.FindIndex(wanted => wanted.Key == header.Key);
        if (at >= 0 && header.CompareFreshness(_wanted[at]) >= 0)
        {
            _wanted.RemoveAt(at);
            Asked -= at < Asked ? 1 : 0;
            ResendAt = Asked == 0 ? null : ResendAt;
        }
    }

    /// <summary>The next to be asked for, at most this many; those that have not come are asked for again.</summary>
    public IReadOnlyList<LsaHeader> Ask(int most, TimeSpan again)
    {
        Asked = Math.Min(most, _wanted.Count);
        ResendAt = Asked == 0 ? null : again;
        return _wanted[..Asked];
    }

    public void Clear()
    {
        _wanted.Clear();
        (Asked, ResendAt, Overflowed) = (0, null, false);
    }
}
