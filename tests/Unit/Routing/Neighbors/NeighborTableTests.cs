using Perch.Routing.Ospf.Neighbors;
using static Perch.Routing.Ospf.Neighbors.NeighborAction;
using static Perch.Routing.Ospf.Neighbors.NeighborEvent;
using static Perch.Routing.Ospf.Neighbors.NeighborState;

namespace Perch.Tests.Unit.Routing.Neighbors;

/// <summary>RFC 2328 10.3, row by row; what is not listed changes nothing.</summary>
public sealed class NeighborTableTests
{
    private static readonly NeighborState[] States = [Down, Init, TwoWay, ExStart, Exchange, Full];

    private static readonly Dictionary<(NeighborState, NeighborEvent, bool), (NeighborAction, NeighborState)> Expected =
        new()
        {
            [(Down, HelloReceived, true)] = (None, Init),
            [(Down, HelloReceived, false)] = (None, Init),
            [(Init, TwoWayReceived, true)] = (OpenExchange, ExStart),
            [(Init, TwoWayReceived, false)] = (None, TwoWay),
            [(TwoWay, AdjOk, true)] = (OpenExchange, ExStart),
            [(ExStart, AdjOk, false)] = (DropExchange, TwoWay),
            [(Exchange, AdjOk, false)] = (DropExchange, TwoWay),
            [(Full, AdjOk, false)] = (DropExchange, TwoWay),
            [(ExStart, NegotiationDone, true)] = (Describe, Exchange),
            [(ExStart, NegotiationDone, false)] = (Describe, Exchange),
            [(Exchange, ExchangeDone, true)] = (Flood, Full),
            [(Exchange, ExchangeDone, false)] = (Flood, Full),
            [(Exchange, SeqNumberMismatch, true)] = (OpenExchange, ExStart),
            [(Exchange, SeqNumberMismatch, false)] = (OpenExchange, ExStart),
            [(Full, SeqNumberMismatch, true)] = (OpenExchange, ExStart),
            [(Full, SeqNumberMismatch, false)] = (OpenExchange, ExStart),
            [(Exchange, BadLsReq, true)] = (OpenExchange, ExStart),
            [(Exchange, BadLsReq, false)] = (OpenExchange, ExStart),
            [(Full, BadLsReq, true)] = (OpenExchange, ExStart),
            [(Full, BadLsReq, false)] = (OpenExchange, ExStart),
        };

    public static IEnumerable<TheoryDataRow<string, string, bool>> All() =>
        from state in States
        from what in Enum.GetValues<NeighborEvent>()
        from adjacency in new[] { true, false }
        select new TheoryDataRow<string, string, bool>(state.ToString(), what.ToString(), adjacency);

    [Theory]
    [MemberData(nameof(All))]
    public void A_neighbor_in_a_state_takes_an_event_as_the_rfc_says(string state, string on, bool adjacency)
    {
        var (from, what) = (Enum.Parse<NeighborState>(state), Enum.Parse<NeighborEvent>(on));
        var row = NeighborTable.Find(from, what, adjacency);
        var ends = what is InactivityTimer or KillNbr or LlDown;
        var oneWay = what == OneWayReceived && from >= TwoWay;
        (NeighborAction, NeighborState)? expected = ends ? (Forget, Down)
            : oneWay ? (DropExchange, Init)
            : Expected.TryGetValue((from, what, adjacency), out var known) ? known
            : null;
        Assert.Equal(expected, row is { } found ? (found.Do, found.To ?? from) : null);
    }
}
