using System.Diagnostics;

namespace Perch.Tests.Fuzz.Engine;

/// <summary>
/// The loop: take an input that is known, change it, run it, and keep it when it went where none went before. In this
/// process, because a pipe or a process for each run, as the drivers of AFL and libFuzzer have it, costs a hundred
/// times what a run takes.
/// </summary>
internal sealed class Fuzzer(Target target, int seed)
{
    /// <summary>The newest inputs lead on where the oldest have been exhausted: every second one is taken from these.
    /// </summary>
    private const int Newest = 32;

    private readonly Random _random = new(seed);
    private readonly byte[] _seen = Coverage.Nothing();
    private readonly List<byte[]> _corpus = [];
    private readonly HashSet<string> _places = [];
    private readonly Stopwatch _watch = new();

    public long Executions { get; private set; }

    public List<Finding> Findings { get; } = [];

    public IReadOnlyList<byte[]> Inputs => _corpus;

    public int Edges => Coverage.Count(_seen);

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>The input that is being run, for whoever finds that it does not end.</summary>
    public byte[] Current { get; private set; } = [];

    public void Load(IEnumerable<byte[]> inputs)
    {
        _watch.Start();
        foreach (var input in inputs)
        {
            Run(input);
        }

        if (_corpus.Count == 0)
        {
            _corpus.Add([]);
        }

        _watch.Stop();
    }

    public void Run(long executions, TimeSpan atMost, Action<Fuzzer>? report = null)
    {
        const int Look = 512;
        var mutator = new Mutator(_random, target.MaxLength);
        _watch.Start();
        for (var done = 0L; done < executions; done++)
        {
            Run(mutator.Mutate(Pick(), _corpus[_random.Next(_corpus.Count)]));
            if (done % Look == Look - 1)
            {
                report?.Invoke(this);
                if (_watch.Elapsed > atMost)
                {
                    break;
                }
            }
        }

        _watch.Stop();
    }

    private byte[] Pick() => _corpus[_random.Next(2) == 0
        ? _random.Next(_corpus.Count)
        : _random.Next(Math.Max(0, _corpus.Count - Newest), _corpus.Count)];

    private void Run(byte[] input)
    {
        var coverage = Coverage.OfThisProcess;
        Current = input;
        Executions++;
        try
        {
            target.Run(input);
        }
        catch (Exception thrown)
        {
            Note(input, thrown);
            coverage.Reset();
            return;
        }

        if (coverage.MoveTo(_seen))
        {
            _corpus.Add(input);
        }
    }

    /// <summary>One for each place; the others show the same.</summary>
    private void Note(byte[] input, Exception thrown)
    {
        if (_places.Add(Finding.PlaceOf(thrown)))
        {
            Findings.Add(Finding.Save(target, input, thrown));
        }
    }
}
