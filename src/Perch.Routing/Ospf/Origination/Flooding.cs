using Perch.Model;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Origination;

/// <summary>Puts own LSAs into Link State Updates: new instances to everybody (RFC 2328 13.3), unacknowledged ones to
/// the neighbor that owes the acknowledgement (13.6).</summary>
internal sealed class Flooding(Leaf leaf)
{
    /// <summary>A neighbor that had an older instance for less than MinLSArrival has dropped the new one: this long
    /// after, it will not. One that has it answers a duplicate at once, where BIRD delays an acknowledgement by 2.5 s
    /// and FRR by 1 s.</summary>
    private static readonly TimeSpan FirstRetransmission = TimeSpan.FromSeconds(1.2);

    /// <summary>When we are about to go there is no time for more patience.</summary>
    private static readonly TimeSpan LeavingRetransmission = TimeSpan.FromSeconds(0.5);

    private readonly int _overhead = leaf.Overhead + LinkStateUpdate.FixedSize;
    private readonly List<OwnLsa> _batch = [];

    public void Add(OwnLsa lsa)
    {
        lsa.Unacknowledged.Clear();
        foreach (var neighbor in leaf.Neighbors)
        {
            if (neighbor.IsFull)
            {
                lsa.Unacknowledged.Add(new Retransmission(neighbor, leaf.Now + FirstRetransmission));
            }
        }

        _batch.Add(lsa);
    }

    public void Flush() => Send(leaf.FloodDestination);

    public void Retransmit(List<OwnLsa> lsas, bool leaving)
    {
        foreach (var neighbor in leaf.Neighbors)
        {
            foreach (var lsa in lsas)
            {
                if (lsa.AwaitedFrom(neighbor) is { } awaited && awaited.Due <= leaf.Now)
                {
                    awaited.Times++;
                    lsa.SentAt = leaf.Now;
                    awaited.Due = leaf.Now + (leaving ? LeavingRetransmission : DescriptionProtocol.RxmtInterval);
                    _batch.Add(lsa);
                }
            }

            Send(leaf.DestinationOf(neighbor));
        }
    }

    /// <summary>The LSAs that a neighbor has requested.</summary>
    public void Answer(Neighbor neighbor, IEnumerable<OwnLsa> lsas)
    {
        _batch.AddRange(lsas);
        Send(leaf.DestinationOf(neighbor));
    }

    /// <summary>As many packets as the batch takes; an LSA larger than the MTU goes alone, in fragments.</summary>
    private void Send(IpAddress destination)
    {
        for (var from = 0; from < _batch.Count;)
        {
            var (to, bytes) = (from, 0);
            do
            {
                bytes += _batch[to++].Instance!.Bytes.Length;
            }
            while (to < _batch.Count && _overhead + bytes + _batch[to].Instance!.Bytes.Length <= leaf.Link.Mtu);

            var lsas = new byte[bytes];
            var rest = lsas.AsSpan();
            foreach (var lsa in _batch[from..to])
            {
                lsa.Instance!.Bytes.CopyTo(rest);
                Lsa.SetAge(rest, lsa.Age(leaf.Now));
                rest = rest[lsa.Instance!.Bytes.Length..];
            }

            leaf.Send(destination, new LinkStateUpdate(leaf.Version, (uint)(to - from), lsas));
            from = to;
        }

        _batch.Clear();
    }
}
