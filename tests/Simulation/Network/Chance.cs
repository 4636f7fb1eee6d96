namespace Perch.Tests.Simulation.Network;

/// <summary>All that is left to chance in a run follows from its seed.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    public bool Of(double probability) => probability > 0 && _random.NextDouble() < probability;

    public bool Even() => Of(0.5);

    /// <param name="most">Included.</param>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    public double Between(double least, double most) => least + (_random.NextDouble() * (most - least));

    public TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(Between(least, most));

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    public T PickFrom<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>Chance of somebody's own, so that what one does leaves what another meets as it is.</summary>
    public Random Branch() => new(_random.Next());
}
