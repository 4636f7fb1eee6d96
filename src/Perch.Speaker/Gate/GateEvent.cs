using Perch.Model.Status;

namespace Perch.Speaker.Gate;

/// <summary>Everything that can happen to a service. Time comes beside it, never inside.</summary>
internal abstract record GateEvent
{
    /// <summary>First event of a gate.</summary>
    /// <param name="Drained">True when the service had been drained before the speaker was last replaced.</param>
    internal sealed record Started(bool Drained) : GateEvent;

    /// <summary>Where every anycast address of the service is bound now.</summary>
    internal sealed record AddressesChanged(IReadOnlyList<AddressStatus> Addresses) : GateEvent;

    /// <summary>Which of <see cref="RequiredListeners"/> are there now.</summary>
    internal sealed record ListenersChanged(IReadOnlyList<ListenerStatus> Listeners) : GateEvent;

    /// <summary>One probe of a look has its verdict.</summary>
    /// <param name="Look">As <see cref="GateEffect.StartLook"/> gave it.</param>
    /// <param name="Probe">Position among the configured probes.</param>
    /// <param name="Answer">What came back, in words: "NOERROR", "answered SERVFAIL, expected NOERROR".</param>
    internal sealed record ProbeCompleted(long Look, int Probe, bool Passed, string Answer) : GateEvent;

    /// <summary>The deadline that the gate asked for has come. Given after the descriptors of the same turn.</summary>
    internal sealed record TimePassed : GateEvent;

    /// <summary>The operator takes the service off the network.</summary>
    internal sealed record DrainRequested : GateEvent;

    /// <summary>A de-preferred service goes on to its next metric.</summary>
    /// <param name="Step">What is being done, in words.</param>
    /// <param name="End">When it is withdrawn, unless the next step puts that off.</param>
    internal sealed record DrainProceeds(string Step, TimeSpan End) : GateEvent;

    /// <summary>The operator gives it back.</summary>
    internal sealed record UndrainRequested : GateEvent;

    /// <summary>The speaker must end soon (SIGTERM): drain, in the shorter time.</summary>
    internal sealed record StopRequested : GateEvent;
}
