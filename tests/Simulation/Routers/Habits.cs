using Perch.Tests.Simulation.Network;

namespace Perch.Tests.Simulation.Routers;

/// <summary>In what BIRD and FRR differ where the RFC lets them, or where they do not ask it.</summary>
internal sealed record Habits
{
    public string Name { get; init; } = "BIRD";

    /// <summary>How often it looks whether something is due.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long acknowledgements are collected.</summary>
    public TimeSpan AckDelay { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>BIRD wants the MTU that it has itself, or zero; FRR refuses a larger one.</summary>
    public bool MtuMustBeEqual { get; init; } = true;

    /// <summary>FRR keeps a flushed LSA, does not describe it, and sends it when an older one comes.</summary>
    public bool KeepsFlushed { get; init; }

    /// <summary>LSAs of its own that every other router has to be told of.</summary>
    public int Externals { get; init; }

    public static Habits By(Chance chance) => chance.Pick(Bird, Frr) with
    {
        Externals = chance.Pick(0, 0, 1, 3, 20, 150),
    };

    private static Habits Bird => new();

    private static Habits Frr => new()
    {
        Name = "FRR",
        Tick = TimeSpan.FromSeconds(0.25),
        AckDelay = TimeSpan.FromSeconds(1),
        MtuMustBeEqual = false,
        KeepsFlushed = true,
    };
}
