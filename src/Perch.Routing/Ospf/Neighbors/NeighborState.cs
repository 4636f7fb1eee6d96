namespace Perch.Routing.Ospf.Neighbors;

/// <summary>How far a conversation has come (RFC 2328 10.1); flags, so that a row of the table can name several.
/// Attempt is for networks without multicast, and a leaf never is in
/// Loading: what it requests nothing waits for.</summary>
[Flags]
internal enum NeighborState
{
    Down = 1,
    Init = 2,
    TwoWay = 4,
    ExStart = 8,
    Exchange = 16,
    Full = 32,

    Any = Down | Init | AtLeastTwoWay,
    AtLeastTwoWay = TwoWay | AtLeastExStart,
    AtLeastExStart = ExStart | AtLeastExchange,
    AtLeastExchange = Exchange | Full,
}

/// <summary>Neighbor states as RFC 2328 10.1 writes them.</summary>
internal static class NeighborStateName
{
    public static string Of(NeighborState state) => state == NeighborState.TwoWay ? "2-Way" : state.ToString();
}
