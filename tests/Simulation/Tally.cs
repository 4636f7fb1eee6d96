using System.Diagnostics;
using System.Globalization;

namespace Perch.Tests.Simulation;

/// <summary>What many seeds have shown.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _simulated;
    private TimeSpan _rested;
    private long _events;
    private int _nodes;
    private int _seeds;

    public List<int> Broken { get; } = [];

    /// <summary>Each seed is a world of its own: as many at a time as there are processors.</summary>
    public void PlayAll(int from, int to) => Parallel.ForEach(Enumerable.Range(from, to - from + 1), Play);

    private void Play(int seed)
    {
        try
        {
            var course = Course.Run(seed);
            lock (_lock)
            {
                Add(course);
            }
        }
        catch (Exception failure)
        {
            lock (_lock)
            {
                _seeds++;
                Broken.Add(seed);
                Console.WriteLine($"seed {seed}: {failure.GetType().Name} {failure.Message}");
            }
        }
    }

    private void Add(Course course)
    {
        _seeds++;
        _simulated += course.Simulated;
        _events += course.Steps;
        _rested = course.Rested > _rested ? course.Rested : _rested;
        _nodes = Math.Max(_nodes, course.Nodes);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_seeds} seeds, {Broken.Count} broken, {_simulated.TotalHours:0} h simulated, {_events} events, "
            + $"{_nodes} nodes at most, at rest {_rested.TotalSeconds:0} s after the last fault at most, "
            + $"in {_watch.Elapsed.TotalSeconds:0} s");
}
