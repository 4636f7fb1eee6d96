using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Tests.Simulation.Routers;

/// <summary>The exchange of Database Descriptions (RFC 2328 10.6 and 10.8).</summary>
internal sealed partial class Adjacency
{
    private void Negotiate(RouterNeighbor neighbor, DatabaseDescription description)
    {
        var isLower = Router.Id.CompareTo(neighbor.Id) < 0;
        if (description.Flags == First && description.Headers.Count == 0 && isLower)
        {
            (neighbor.IsMaster, neighbor.Sequence) = (false, description.Sequence);
        }
        else if ((description.Flags & (Init | Master)) != 0 || description.Sequence != neighbor.Sequence || isLower)
        {
            return;
        }

        Go(neighbor, State.Exchange);
        neighbor.ResendAt = TimeSpan.MaxValue;
        Summarise(neighbor);
        Accept(neighbor, description);
    }

    /// <summary>What is being flushed is not described, but sent until it is acknowledged (RFC 2328 10.3).</summary>
    private void Summarise(RouterNeighbor neighbor)
    {
        foreach (var lsa in Router.Flooding.Of(link))
        {
            if (lsa.Age(Router.Now) < LsaHeader.MaxAge)
            {
                neighbor.Summary.Enqueue(lsa.HeaderAt(Router.Now));
            }
            else if (!Router.Habits.KeepsFlushed)
            {
                Router.Flooding.Await(neighbor, lsa.Header);
            }
        }
    }

    private void Continue(RouterNeighbor neighbor, DatabaseDescription description)
    {
        var isDuplicate =
            neighbor.Received == (description.Flags, description.Options, description.Sequence);
        if (isDuplicate)
        {
            if (!neighbor.IsMaster)
            {
                Transmit(neighbor);
            }
        }
        else if (neighbor.State != State.Exchange
            || description.Flags.HasFlag(Master) == neighbor.IsMaster
            || description.Flags.HasFlag(Init)
            || description.Sequence != (neighbor.IsMaster ? neighbor.Sequence : neighbor.Sequence + 1))
        {
            link.Fail(neighbor, "DD sequence number mismatch");
        }
        else
        {
            Accept(neighbor, description);
        }
    }

    private void Accept(RouterNeighbor neighbor, DatabaseDescription description)
    {
        neighbor.Received = (description.Flags, description.Options, description.Sequence);
        for (var i = 0; i < description.Headers.Count; i++)
        {
            var header = description.Headers[i];
            var have = Router.Flooding.Of(link, header.Key).Find(header.Key);
            if (have is null || header.CompareFreshness(have.HeaderAt(Router.Now)) > 0)
            {
                neighbor.Requests[header.Key] = header;
            }
        }

        var theyAreDone = !description.Flags.HasFlag(More);
        var weAreDone = neighbor.Sent is { } sent && !sent.Flags.HasFlag(More);
        if (neighbor.IsMaster && theyAreDone && weAreDone)
        {
            EndExchange(neighbor);
            return;
        }

        neighbor.Sequence = neighbor.IsMaster ? neighbor.Sequence + 1 : description.Sequence;
        DescribeNext(neighbor);
        if (!neighbor.IsMaster && theyAreDone && !neighbor.Sent!.Value.Flags.HasFlag(More))
        {
            EndExchange(neighbor);
        }
    }

    private void DescribeNext(RouterNeighbor neighbor)
    {
        var headers = new byte[Math.Min(neighbor.Summary.Count, HeadersPerPacket) * LsaHeader.Size];
        var writer = new WireWriter(headers);
        for (var i = 0; i < headers.Length; i += LsaHeader.Size)
        {
            neighbor.Summary.Dequeue().Encode(ref writer);
        }

        var more = neighbor.Summary.Count > 0 ? More : None;
        Describe(neighbor, more | (neighbor.IsMaster ? Master : None), headers);
    }

    private void Describe(RouterNeighbor neighbor, DescriptionFlags flags, byte[] headers)
    {
        neighbor.Sent = (flags, headers);
        neighbor.ResendAt = neighbor.IsMaster ? Router.Now + RxmtInterval : TimeSpan.MaxValue;
        Transmit(neighbor);
    }

    private void Transmit(RouterNeighbor neighbor)
    {
        var (flags, headers) = neighbor.Sent!.Value;
        link.SendTo(neighbor, new DatabaseDescription
        {
            InterfaceMtu = (ushort)link.Port.Mtu,
            Options = Router.Options,
            Flags = flags,
            Sequence = neighbor.Sequence,
            Headers = new LsaHeaderList(Router.Version, headers),
        });
    }
}
