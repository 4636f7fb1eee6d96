using Perch.Routing.Ospf.Database;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Neighbors;

/// <summary>
/// Sending Link State Requests (RFC 2328 10.9) for what a leaf keeps of others. Only what a neighbor has just described
/// is ever asked for: a request for what it does not have would end the adjacency (10.7, BadLSReq). While the exchange
/// lasts it cannot forget an LSA, and after it none whose flush we have not acknowledged, which takes it off the list.
/// </summary>
internal sealed class RequestProtocol(Leaf leaf, ForeignLsas foreign)
{
    private const int EntrySize = 12;

    /// <summary>Before the description is answered: what it lists is still there.</summary>
    public void Described(Neighbor neighbor, LsaHeaderList headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var header = headers[i];
            if (header.Key.AdvertisingRouter != leaf.Id && foreign.Lacks(header, leaf.Now))
            {
                neighbor.Exchange.Requests.Add(header);
            }
        }

        Continue(neighbor);
    }

    /// <summary>An LSA of another router has come, whole.</summary>
    public void Received(Lsa lsa)
    {
        foreign.Take(lsa, leaf.Now);
        foreach (var neighbor in leaf.Neighbors)
        {
            if (!neighbor.Exchange.Requests.IsEmpty)
            {
                neighbor.Exchange.Requests.Remove(lsa.Header);
            }
        }
    }

    /// <summary>Asks for the next when the last have come.</summary>
    public void Continue()
    {
        foreach (var neighbor in leaf.Neighbors)
        {
            Continue(neighbor);
        }
    }

    public void Resend(Neighbor neighbor)
    {
        if (neighbor.Exchange.Requests.ResendAt <= leaf.Now)
        {
            Ask(neighbor);
        }
    }

    private void Continue(Neighbor neighbor)
    {
        if (neighbor.Exchange.Requests is { Asked: 0, IsEmpty: false })
        {
            Ask(neighbor);
        }
    }

    private void Ask(Neighbor neighbor)
    {
        var most = Math.Max(1, (leaf.Link.Mtu - leaf.Overhead) / EntrySize);
        var asked = neighbor.Exchange.Requests.Ask(most, leaf.Now + DescriptionProtocol.RxmtInterval);
        var bytes = new byte[asked.Count * EntrySize];
        var writer = new WireWriter(bytes);
        foreach (var header in asked)
        {
            writer.Write((uint)header.Key.Type);
            writer.Write(header.Key.LinkStateId);
            writer.Write(header.Key.AdvertisingRouter.Value);
        }

        leaf.Send(leaf.DestinationOf(neighbor), new LinkStateRequest(bytes));
    }
}
