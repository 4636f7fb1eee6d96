using Perch.Pods;
using Spectre.Console;

namespace Perch.Cli.Terminal;

/// <summary>Shows pods while they change: a table redrawn in place on a terminal, one line per change
/// elsewhere.</summary>
internal sealed class PodProgress(Screen screen, TimeProvider time)
{
    /// <summary>Short enough to feel immediate; asking a speaker takes the engine some 50 ms.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static readonly char[] Digits = [.. "0123456789"];

    private readonly Dictionary<string, string> _said = [];

    /// <summary>Looks until <paramref name="done"/>, or until the limit has passed.</summary>
    /// <returns>What was seen last.</returns>
    public async Task<IReadOnlyList<PodReport>> WatchAsync(
        Func<CancellationToken, Task<IReadOnlyList<PodReport>>> look,
        Predicate<IReadOnlyList<PodReport>> done,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        if (!screen.IsLive)
        {
            return await LoopAsync(look, done, limit, SayChanges, cancellationToken);
        }

        IReadOnlyList<PodReport> last = [];
        await screen.Sentences.Live(new Text("")).StartAsync(async live =>
        {
            void Redraw(IReadOnlyList<PodReport> reports) => live.UpdateTarget(PodTable.Of(reports));
            last = await LoopAsync(look, done, limit, Redraw, cancellationToken);
        });
        return last;
    }

    private async Task<IReadOnlyList<PodReport>> LoopAsync(
        Func<CancellationToken, Task<IReadOnlyList<PodReport>>> look,
        Predicate<IReadOnlyList<PodReport>> done,
        TimeSpan limit,
        Action<IReadOnlyList<PodReport>> show,
        CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var reports = await look(cancellationToken);
            show(reports);
            if (done(reports) || time.GetElapsedTime(since) >= limit)
            {
                return reports;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private void SayChanges(IReadOnlyList<PodReport> reports)
    {
        foreach (var report in reports)
        {
            var line = PodTable.Line(report);
            var gist = Gist(report);
            if (_said.GetValueOrDefault(report.Service) != gist)
            {
                _said[report.Service] = gist;
                screen.Say(line);
            }
        }
    }

    /// <summary>A line without what only counts up or down: each reason as far as its first number.</summary>
    private static string Gist(PodReport report)
    {
        var reasons = report.Reasons.Select(reason => reason.Split(Digits)[0]);
        return string.Join('|', reasons.Prepend(PodTable.Line(report with { Reasons = [] })));
    }
}
