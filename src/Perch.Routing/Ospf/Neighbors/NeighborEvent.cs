namespace Perch.Routing.Ospf.Neighbors;

/// <summary>What moves a conversation on (RFC 2328 10.2).</summary>
internal enum NeighborEvent
{
    HelloReceived,
    TwoWayReceived,
    OneWayReceived,
    NegotiationDone,
    ExchangeDone,
    SeqNumberMismatch,
    BadLsReq,
    AdjOk,
    InactivityTimer,
    KillNbr,
    LlDown,
}
