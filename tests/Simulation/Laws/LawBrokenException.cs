namespace Perch.Tests.Simulation.Laws;

/// <summary>Something that never happens has happened.</summary>
internal sealed class LawBrokenException(string law, string sentence) : Exception($"{law}: {sentence}")
{
    /// <summary>Its name: "lease", "sequence".</summary>
    public string Law { get; } = law;
}
