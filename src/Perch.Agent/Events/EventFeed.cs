using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Perch.Agent.Events;

/// <summary>Events as they happen, for everybody who follows them.</summary>
public sealed class EventFeed : IPodEvents
{
    /// <summary>A follower that is so far behind loses the oldest: it holds nobody up.</summary>
    private const int Behind = 1024;

    private readonly Lock _gate = new();
    private readonly List<Channel<PodEvent>> _followers = [];

    public void Add(PodEvent what)
    {
        lock (_gate)
        {
            _followers.ForEach(follower => follower.Writer.TryWrite(what));
        }
    }

    /// <summary>What <paramref name="past"/> returns, then what happens from now on; nothing between is lost.</summary>
    public async IAsyncEnumerable<PodEvent> FollowAsync(
        Func<IReadOnlyList<PodEvent>> past,
        EventQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var follower = Channel.CreateBounded<PodEvent>(
            new BoundedChannelOptions(Behind) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            _followers.Add(follower);
        }

        try
        {
            var before = past();
            foreach (var what in before)
            {
                yield return what;
            }

            // What happened between the first moment and the reading comes twice.
            var told = before.TakeLast(Behind).ToHashSet();
            await foreach (var what in follower.Reader.ReadAllAsync(cancellationToken))
            {
                if (query.Matches(what) && !told.Remove(what))
                {
                    yield return what;
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _followers.Remove(follower);
            }
        }
    }
}
