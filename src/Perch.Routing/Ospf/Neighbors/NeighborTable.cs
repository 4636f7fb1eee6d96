using static Perch.Routing.Ospf.Neighbors.NeighborAction;
using static Perch.Routing.Ospf.Neighbors.NeighborEvent;
using static Perch.Routing.Ospf.Neighbors.NeighborState;

namespace Perch.Routing.Ospf.Neighbors;

/// <summary>What is done when a neighbor takes a step.</summary>
internal enum NeighborAction
{
    None,

    /// <summary>A first Database Description, empty, sent until it is answered.</summary>
    OpenExchange,

    /// <summary>Who is master has been settled: descriptions follow.</summary>
    Describe,

    /// <summary>Both sides are done: own LSAs go to the neighbor.</summary>
    Flood,

    DropExchange,

    Forget,
}

/// <summary>One row: in one of these states, on this event, if an adjacency is wanted, unwanted or either (null), do
/// this and go there; null stays.</summary>
internal readonly record struct NeighborRow(
    NeighborState In, NeighborEvent On, bool? Adjacency, NeighborAction Do, NeighborState? To);

/// <summary>The neighbor state machine (RFC 2328 10.3): the first row that fits counts, and where none fits nothing
/// happens.</summary>
internal static class NeighborTable
{
    public static readonly NeighborRow[] Rows =
    [
        new(Down, HelloReceived, null, None, Init),
        new(Init, TwoWayReceived, true, OpenExchange, ExStart),
        new(Init, TwoWayReceived, false, None, TwoWay),
        new(TwoWay, AdjOk, true, OpenExchange, ExStart),
        new(AtLeastExStart, AdjOk, false, DropExchange, TwoWay),
        new(ExStart, NegotiationDone, null, Describe, Exchange),
        new(Exchange, ExchangeDone, null, Flood, Full),
        new(AtLeastExchange, SeqNumberMismatch, null, OpenExchange, ExStart),
        new(AtLeastExchange, BadLsReq, null, OpenExchange, ExStart),
        new(AtLeastTwoWay, OneWayReceived, null, DropExchange, Init),
        new(Any, InactivityTimer, null, Forget, Down),
        new(Any, KillNbr, null, Forget, Down),
        new(Any, LlDown, null, Forget, Down),
    ];

    public static NeighborRow? Find(NeighborState state, NeighborEvent on, bool adjacency)
    {
        foreach (var row in Rows)
        {
            if ((row.In & state) != 0 && row.On == on && (row.Adjacency ?? adjacency) == adjacency)
            {
                return row;
            }
        }

        return null;
    }
}
