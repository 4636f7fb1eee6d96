namespace Perch.Tests.Fuzz.Engine;

/// <summary>Ends the process, with the input on disk, when one input takes longer than any may.</summary>
internal sealed class Hang : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Timer _timer;
    private long _before = -1;

    public Hang(Target target, Fuzzer fuzzer) => _timer = new Timer(_ => Look(target, fuzzer), null, Limit, Limit);

    public void Dispose() => _timer.Dispose();

    private void Look(Target target, Fuzzer fuzzer)
    {
        if (fuzzer.Executions == _before)
        {
            var path = Corpus.Save(Path.Combine(Corpus.Findings, target.Name), fuzzer.Current);
            Environment.FailFast($"{target.Name} does not end: {Finding.ReplayOf(target, path)}");
        }

        _before = fuzzer.Executions;
    }
}
