namespace Perch.Cli.Doctor;

/// <summary>Everything that doctor looks at, from the engine to the neighbors of a pod.</summary>
internal static class Findings
{
    public static IReadOnlyList<Finding> Of(Facts facts) =>
    [
        .. EngineChecks.Of(facts), .. NetworkChecks.Of(facts), .. PodChecks.Of(facts), .. UpdaterChecks.Of(facts),
        .. JoinedChecks.Of(facts),
    ];
}
