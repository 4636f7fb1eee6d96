using Perch.Model;
using Perch.Routing.Ospf.Interfaces;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Origination;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Routing.Ospf.Neighbors;

/// <summary>
/// Sending and receiving Database Descriptions (RFC 2328 10.6 and 10.8). A leaf describes nothing: its LSAs are
/// flooded once the neighbor is Full. What the neighbor describes is looked through for our own
/// earlier LSAs, and for the few that a leaf asks for (<see cref="RequestProtocol"/>).
/// </summary>
internal sealed class DescriptionProtocol(
    Leaf leaf, OwnLsas own, RequestProtocol requests, Action<Neighbor, NeighborEvent> fire)
{
    /// <summary>RxmtInterval, BIRD's and FRR's default (RFC 2328 C.3).</summary>
    public static readonly TimeSpan RxmtInterval = TimeSpan.FromSeconds(5);

    private const DescriptionFlags First = Init | More | Master;

    /// <summary>A router that still thought it was Full with us swallows our first description and starts anew; three
    /// answers at once are more than that takes.</summary>
    private const int MaxEarlyResends = 3;

    /// <summary>Two routers that both begin anew do so a few times in a moment; whoever makes us do it more often than
    /// this in <see cref="Window"/> is no router.</summary>
    private const int MaxAnew = 16;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    public void Open(Neighbor neighbor)
    {
        var exchange = neighbor.Exchange;
        exchange.Drop();
        exchange.IsMaster = true;
        exchange.Sequence = exchange.Sequence == 0 ? (uint)leaf.Random.Next() : exchange.Sequence + 1;
        exchange.ProgressBy = leaf.Now + leaf.Parameters!.RouterDeadInterval;
        Send(neighbor, First);
    }

    public void Receive(Neighbor neighbor, IpAddress destination, DatabaseDescription description)
    {
        NetworkTypes.Learn(leaf, neighbor, destination);
        fire(neighbor, neighbor.State == NeighborState.Init ? NeighborEvent.TwoWayReceived : NeighborEvent.AdjOk);
        if (neighbor.State >= NeighborState.ExStart && MtuFits(neighbor, description))
        {
            Receive(neighbor, description);
        }
    }

    /// <summary>The MTU has changed: an exchange that failed on it may succeed now.</summary>
    public void BeginAnew()
    {
        foreach (var neighbor in leaf.Neighbors)
        {
            if (neighbor.IsExchanging)
            {
                fire(neighbor, NeighborEvent.SeqNumberMismatch);
                Open(neighbor);
            }
        }
    }

    public void Resend(Neighbor neighbor)
    {
        var exchange = neighbor.Exchange;
        if (neighbor.IsExchanging && leaf.Now >= exchange.ProgressBy)
        {
            fire(neighbor, NeighborEvent.SeqNumberMismatch);
            exchange.ProgressBy = leaf.Now + leaf.Parameters!.RouterDeadInterval;
        }
        else if (exchange.ResendAt <= leaf.Now)
        {
            SendAgain(neighbor);
            exchange.ResendAt = leaf.Now + RxmtInterval;
        }
    }

    private void Receive(Neighbor neighbor, DatabaseDescription description)
    {
        if (neighbor.State == NeighborState.ExStart)
        {
            Negotiate(neighbor, description);
        }
        else if (IsDuplicate(neighbor.Exchange, description))
        {
            AnswerDuplicate(neighbor);
        }
        else if (neighbor.State == NeighborState.Exchange && IsNext(neighbor.Exchange, description))
        {
            Accept(neighbor, description);
        }
        else if (IsBelievable(neighbor.Exchange))
        {
            fire(neighbor, NeighborEvent.SeqNumberMismatch);
            BecomeSlave(neighbor, description);
        }
    }

    private void Negotiate(Neighbor neighbor, DatabaseDescription description)
    {
        var exchange = neighbor.Exchange;
        var answersOurs = (description.Flags & (Init | Master)) == 0 && description.Sequence == exchange.Sequence;
        if (neighbor.Id.CompareTo(leaf.Id) > 0)
        {
            BecomeSlave(neighbor, description);
        }
        else if (answersOurs)
        {
            fire(neighbor, NeighborEvent.NegotiationDone);
            Accept(neighbor, description);
        }
        else if (description.Flags.HasFlag(Init) && exchange.EarlyResends < MaxEarlyResends)
        {
            exchange.EarlyResends++;
            SendAgain(neighbor);
        }
    }

    /// <summary>The neighbor's first description, if it is to be master, settles it: also when it ended an earlier
    /// exchange, where RFC 2328 10.6 would wait until it is sent again.</summary>
    private void BecomeSlave(Neighbor neighbor, DatabaseDescription description)
    {
        var opens = description.Flags == First && description.Headers.Count == 0;
        if (!opens || neighbor.State != NeighborState.ExStart || neighbor.Id.CompareTo(leaf.Id) < 0)
        {
            return;
        }

        neighbor.Exchange.IsMaster = false;
        fire(neighbor, NeighborEvent.NegotiationDone);
        Accept(neighbor, description);
    }

    private void Accept(Neighbor neighbor, DatabaseDescription description)
    {
        var exchange = neighbor.Exchange;
        exchange.Received = (description.Flags, description.Options, description.Sequence);
        exchange.ProgressBy = leaf.Now + leaf.Parameters!.RouterDeadInterval;
        Scan(neighbor, description);
        requests.Described(neighbor, description.Headers);
        var neighborIsDone = !description.Flags.HasFlag(More);
        if (!exchange.IsMaster)
        {
            exchange.Sequence = description.Sequence;
            Send(neighbor, None);
        }
        else if (!neighborIsDone || !exchange.SaidAll)
        {
            exchange.Sequence++;
            Send(neighbor, Master);
            return;
        }

        if (neighborIsDone)
        {
            exchange.ResendAt = null;
            fire(neighbor, NeighborEvent.ExchangeDone);
        }
    }

    /// <summary>Of what the neighbor has: what is ours, and in OSPFv3 its Link-LSA, whose Link State ID is its
    /// Interface ID (RFC 5340 4.4.3.8). From a router that has opened the exchange before it said a Hello nothing else
    /// tells it, and without it our router-LSA names no network.</summary>
    private void Scan(Neighbor neighbor, DatabaseDescription description)
    {
        for (var i = 0; i < description.Headers.Count; i++)
        {
            var header = description.Headers[i];
            if (header.Key.AdvertisingRouter == leaf.Id)
            {
                own.Described(header);
            }
            else if (!neighbor.IsGreeted && header.Key.AdvertisingRouter == neighbor.Id
                && header.Key.Type == LsType.Link3)
            {
                neighbor.InterfaceId = header.Key.LinkStateId;
                leaf.IsChanged = true;
            }
        }
    }

    /// <summary>FRR refuses an MTU larger than its own and BIRD any other; RFC 2328 10.6 is FRR's rule, and
    /// ours.</summary>
    private bool MtuFits(Neighbor neighbor, DatabaseDescription description)
    {
        neighbor.Exchange.NeighborMtu = description.InterfaceMtu;
        var differs = description.InterfaceMtu != leaf.Link.Mtu && description.InterfaceMtu != 0;
        if (leaf.Settings.MtuIgnore || !differs)
        {
            return true;
        }

        if (!neighbor.IsFull)
        {
            leaf.Complain(
                ReasonKind.Mtu, neighbor.Address.Value, Sentences.Mtu(leaf.Link, neighbor, description.InterfaceMtu));
        }

        return description.InterfaceMtu < leaf.Link.Mtu;
    }

    private void AnswerDuplicate(Neighbor neighbor)
    {
        if (!neighbor.Exchange.IsMaster && IsBelievable(neighbor.Exchange))
        {
            SendAgain(neighbor);
        }
    }

    /// <summary>Descriptions that bring nothing forward are answered at a bounded rate.</summary>
    private bool IsBelievable(DatabaseExchange exchange)
    {
        if (leaf.Now >= exchange.AnewUntil)
        {
            (exchange.AnewUntil, exchange.Anew) = (leaf.Now + Window, 0);
        }

        return exchange.Anew++ < MaxAnew;
    }

    private void Send(Neighbor neighbor, DescriptionFlags flags)
    {
        var exchange = neighbor.Exchange;
        exchange.SaidAll = !flags.HasFlag(More);
        exchange.Sent = leaf.Wrap(new DatabaseDescription
        {
            InterfaceMtu = leaf.Settings.MtuIgnore ? (ushort)0 : (ushort)Math.Min(leaf.Link.Mtu, ushort.MaxValue),
            Options = leaf.PacketOptions,
            Flags = flags,
            Sequence = exchange.Sequence,
        });
        exchange.ResendAt = exchange.IsMaster ? leaf.Now + RxmtInterval : null;
        SendAgain(neighbor);
    }

    private void SendAgain(Neighbor neighbor)
    {
        if (neighbor.Exchange.Sent is { } packet)
        {
            leaf.Send(leaf.DestinationOf(neighbor), packet);
        }
    }

    private static bool IsDuplicate(DatabaseExchange exchange, DatabaseDescription description) =>
        exchange.Received == (description.Flags, description.Options, description.Sequence);

    private static bool IsNext(DatabaseExchange exchange, DatabaseDescription description) =>
        description.Flags.HasFlag(Master) != exchange.IsMaster
        && !description.Flags.HasFlag(Init)
        && description.Options == exchange.Received?.Options
        && description.Sequence == (exchange.IsMaster ? exchange.Sequence : exchange.Sequence + 1);
}
