namespace Perch.Tests.Torture;

/// <summary>The long run, and what of it is wanted.</summary>
public static class Long
{
    public static bool IsOn => Environment.GetEnvironmentVariable("PERCH_LONG") is { Length: > 0 };

    /// <summary>Every engine in every mode; <c>PERCH_ENGINE=20.10.24,on</c> is the older one with live-restore
    /// alone.</summary>
    public static IEnumerable<(string Engine, bool LiveRestore)> Modes =>
        from engine in (string[])[Engines.Current, Engines.Oldest]
        from liveRestore in (bool[])[false, true]
        where IsOn ? IsWanted(engine, liveRestore) : engine == Engines.Current && !liveRestore
        select (engine, liveRestore);

    public static TheoryData<string, bool> EachMode() =>
        [.. Modes.Select(mode => new TheoryDataRow<string, bool>(mode.Engine, mode.LiveRestore))];

    private static bool IsWanted(string engine, bool liveRestore) =>
        Environment.GetEnvironmentVariable("PERCH_ENGINE") is not { Length: > 0 } wanted
        || wanted == $"{engine},{(liveRestore ? "on" : "off")}";
}
