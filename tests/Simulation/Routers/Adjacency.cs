using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;
using Perch.Tests.Simulation.Laws;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Tests.Simulation.Routers;

/// <summary>How two routers come to the same database (RFC 2328 10.3 to 10.9).</summary>
internal sealed partial class Adjacency(RouterInterface link)
{
    /// <summary>RxmtInterval of RFC 2328 C.3.</summary>
    public static readonly TimeSpan RxmtInterval = TimeSpan.FromSeconds(5);

    private const DescriptionFlags First = Init | More | Master;
    private const int HeadersPerPacket = 40;
    private const int RequestsPerPacket = 60;

    private Router Router => link.Router;

    /// <returns>True when it can or can no longer be spoken with in both directions.</returns>
    public bool Greet(RouterNeighbor neighbor, bool listsUs)
    {
        var before = neighbor.IsAtLeast(State.TwoWay);
        if (!listsUs)
        {
            neighbor.DropExchange();
            Go(neighbor, State.Init);
        }
        else if (!before)
        {
            Meet(neighbor);
        }

        return before != neighbor.IsAtLeast(State.TwoWay);
    }

    /// <summary>Designated routers have changed (RFC 2328 10.3, AdjOK).</summary>
    public void Reconsider(RouterNeighbor neighbor)
    {
        var wanted = link.WantsAdjacency(neighbor);
        if (neighbor.State == State.TwoWay && wanted)
        {
            Open(neighbor);
        }
        else if (neighbor.IsAtLeast(State.ExStart) && !wanted)
        {
            neighbor.DropExchange();
            Go(neighbor, State.TwoWay);
        }
    }

    public void Open(RouterNeighbor neighbor)
    {
        neighbor.DropExchange();
        Go(neighbor, State.ExStart);
        neighbor.IsMaster = true;
        neighbor.Sequence++;
        Describe(neighbor, First, []);
    }

    public void Tick(RouterNeighbor neighbor)
    {
        EndLoading(neighbor);
        if (Router.Now < neighbor.ResendAt)
        {
            return;
        }

        if (neighbor.State == State.Loading)
        {
            Request(neighbor);
        }
        else if (neighbor.State is State.ExStart or State.Exchange && neighbor.Sent is not null)
        {
            neighbor.ResendAt = Router.Now + RxmtInterval;
            Transmit(neighbor);
        }
    }

    public void Receive(RouterNeighbor neighbor, PacketType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case PacketType.DatabaseDescription when neighbor.IsAtLeast(State.Init):
                Law.Holds(
                    DatabaseDescription.TryDecode(Router.Version, body, out var description, out var error),
                    "packets", $"{error}");
                Hear(neighbor, description);
                break;
            case PacketType.LinkStateRequest when neighbor.IsAtLeast(State.Exchange):
                Law.Holds(LinkStateRequest.TryDecode(body, out var request, out error), "packets", $"{error}");
                Answer(neighbor, request);
                break;
            case PacketType.LinkStateUpdate when neighbor.IsAtLeast(State.Exchange):
                Law.Holds(
                    LinkStateUpdate.TryDecode(Router.Version, body, out var update, out error), "packets", $"{error}");
                Router.Flooding.Hear(link, neighbor, update);
                EndLoading(neighbor);
                break;
            case PacketType.LinkStateAcknowledgement when neighbor.IsAtLeast(State.Exchange):
                Law.Holds(
                    LinkStateAcknowledgement.TryDecode(Router.Version, body, out var acknowledgement, out error),
                    "packets", $"{error}");
                RouterFlooding.Hear(neighbor, acknowledgement);
                break;
        }
    }

    private void Meet(RouterNeighbor neighbor)
    {
        Go(neighbor, State.TwoWay);
        if (link.WantsAdjacency(neighbor))
        {
            Open(neighbor);
        }
    }

    private void Hear(RouterNeighbor neighbor, DatabaseDescription description)
    {
        var (mtu, ours) = (description.InterfaceMtu, link.Port.Mtu);
        if (Router.Habits.MtuMustBeEqual ? mtu != 0 && mtu != ours : mtu > ours)
        {
            Router.Note($"MTU {mtu} of {neighbor.Id} is not {ours}");
            return;
        }

        if (neighbor.State == State.Init)
        {
            Meet(neighbor);
            link.NeighborChange();
        }

        if (neighbor.State == State.ExStart)
        {
            Negotiate(neighbor, description);
        }
        else if (neighbor.IsAtLeast(State.Exchange))
        {
            Continue(neighbor, description);
        }
    }

    private void EndExchange(RouterNeighbor neighbor)
    {
        Go(neighbor, State.Loading);
        EndLoading(neighbor);
        if (neighbor.State == State.Loading)
        {
            Request(neighbor);
        }
    }

    private void EndLoading(RouterNeighbor neighbor)
    {
        if (neighbor.State == State.Loading && neighbor.Requests.Count == 0)
        {
            Go(neighbor, State.Full);
            neighbor.ResendAt = TimeSpan.MaxValue;
        }
    }

    private void Request(RouterNeighbor neighbor)
    {
        neighbor.ResendAt = Router.Now + RxmtInterval;
        var keys = neighbor.Requests.Keys.Take(RequestsPerPacket).ToList();
        var bytes = new byte[keys.Count * 3 * sizeof(uint)];
        var writer = new WireWriter(bytes);
        foreach (var key in keys)
        {
            writer.Write((uint)key.Type);
            writer.Write(key.LinkStateId);
            writer.Write(key.AdvertisingRouter.Value);
        }

        link.SendTo(neighbor, new LinkStateRequest(bytes));
    }

    private void Answer(RouterNeighbor neighbor, LinkStateRequest request)
    {
        var found = new List<StoredLsa>();
        for (var i = 0; i < request.Count; i++)
        {
            if (Router.Flooding.Of(link, request[i]).Find(request[i]) is not { } lsa)
            {
                link.Fail(neighbor, "bad request");
                return;
            }

            found.Add(lsa);
        }

        Router.Flooding.SendTo(link, neighbor, found);
    }

    private void Go(RouterNeighbor neighbor, State to)
    {
        if (neighbor.State != to)
        {
            Router.Note($"{neighbor.Id}: {neighbor.State} -> {to}");
            (neighbor.State, neighbor.Since) = (to, Router.Now);
            Router.Changed = true;
        }
    }
}
