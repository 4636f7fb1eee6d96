namespace Perch.Tests.Fuzz.Engine;

/// <summary>Something that takes bytes from strangers. What it throws is a finding.</summary>
internal abstract class Target(string name, int maxLength, int share)
{
    /// <summary>Also of its folder in the corpus.</summary>
    public string Name { get; } = name;

    /// <summary>Longer inputs show nothing new and take longer.</summary>
    public int MaxLength { get; } = maxLength;

    /// <summary>Of a thousand executions.</summary>
    public int Share { get; } = share;

    public abstract void Run(ReadOnlySpan<byte> input);
}
