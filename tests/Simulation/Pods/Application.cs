using Perch.Tests.Simulation.Network;

namespace Perch.Tests.Simulation.Pods;

/// <summary>How an application answers.</summary>
internal enum Manner
{
    Well,
    Wrongly,
    Never,

    /// <summary>Now well, now wrongly.</summary>
    Now,
}

/// <summary>The application of a pod, as the speaker's probes and its sockets show it.</summary>
internal sealed class Application(Chance chance)
{
    public Manner Manner { get; set; } = Manner.Well;

    public bool IsListening { get; set; } = true;

    /// <summary>Its anycast addresses are bound.</summary>
    public bool IsBound { get; set; } = true;

    /// <summary>Answers do not come to the speaker: its probes, not the application, stand still.</summary>
    public bool IsUnheard { get; set; }

    /// <returns>Whether the answer is a good one, and when it comes; null: never.</returns>
    public (bool Passed, TimeSpan After)? Answer()
    {
        var after = chance.Seconds(0.0003, 0.02);
        return IsUnheard || !IsListening || Manner == Manner.Never
            ? null
            : (Manner == Manner.Well || (Manner == Manner.Now && chance.Even()), after);
    }

    public void Heal() => (Manner, IsListening, IsBound, IsUnheard) = (Manner.Well, true, true, false);
}
