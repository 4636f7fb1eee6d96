using Perch.Model;

namespace Perch.Speaker.Gate;

/// <summary>Everything that a gate asks of the world.</summary>
internal abstract record GateEffect
{
    /// <summary>From now on the addresses are to be announced so.</summary>
    internal sealed record VerdictChanged(Verdict Verdict) : GateEffect;

    /// <summary>Start every probe once; each tells its verdict with <see cref="GateEvent.ProbeCompleted"/>.</summary>
    internal sealed record StartLook(long Look) : GateEffect;

    /// <summary>The look is over: whatever probe of it still waits is closed without a word.</summary>
    internal sealed record EndLook(long Look) : GateEffect;

    /// <summary>Say this once, in words that an operator acts on.</summary>
    internal sealed record Say(Severity Severity, string Sentence) : GateEffect;

    /// <summary>The service is off the network on purpose; a speaker that was asked to stop may now leave.</summary>
    internal sealed record Drained : GateEffect;
}
