using System.Diagnostics;
using System.Globalization;

namespace Perch.Tests.Simulation;

/// <summary>What many seeds have shown.</summary>
internal sealed class Tally
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _simulated;
    private TimeSpan _rested;
    private long _events;
    private int _nodes;
    private int _seeds;

    public List<int> Broken { get; } = [];

    public void Play(int seed)
    {
        _seeds++;
        try
        {
            var course = Course.Run(seed);
            _simulated += course.Simulated;
            _events += course.Steps;
            _rested = course.Rested > _rested ? course.Rested : _rested;
            _nodes = Math.Max(_nodes, course.Nodes);
        }
        catch (Exception failure)
        {
            Broken.Add(seed);
            Console.WriteLine($"seed {seed}: {failure.GetType().Name} {failure.Message}");
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_seeds} seeds, {Broken.Count} broken, {_simulated.TotalHours:0} h simulated, {_events} events, "
            + $"{_nodes} nodes at most, at rest {_rested.TotalSeconds:0} s after the last fault at most, "
            + $"in {_watch.Elapsed.TotalSeconds:0} s");
}
