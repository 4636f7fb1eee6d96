using System.Diagnostics;
using System.Globalization;

namespace Perch.Lab;

/// <summary>What a program on a machine prints, line by line, each with its moment.</summary>
public sealed class Chronicle : IAsyncDisposable
{
    private readonly List<Entry> _entries = [];
    private readonly Process _program;
    private readonly Task _reading;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Chronicle(Process program)
    {
        _program = program;
        _reading = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
    }

    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Follows a line of shell. A line that begins with a time in brackets, as <c>ip -tshort monitor</c>
    /// writes it, happened then; another when it was read.</summary>
    public static Chronicle Follow(Machine machine, string line) =>
        new(machine.Command(["env", "TZ=UTC", "sh", "-c", line]).Start());

    /// <summary>Follows the kernel's routes, and returns once it hears of them.</summary>
    public static async Task<Chronicle> OfRoutesAsync(Machine machine, CancellationToken cancellationToken)
    {
        // A route of RFC 5737 that leads nowhere, to see that somebody listens.
        const string trial = "192.0.2.255";
        var routes = Follow(machine, "exec ip -tshort monitor route");
        await Until.SoAsync(
            $"news of routes on {machine.Name}", TimeSpan.FromSeconds(5),
            async token =>
            {
                await machine.DoAsync($"ip route add blackhole {trial} && ip route del blackhole {trial}", token);
                return routes.Entries.Any(entry => entry.Text.Contains(trial, StringComparison.Ordinal));
            },
            cancellationToken);
        return routes;
    }

    /// <summary>The first line after a moment that is looked for; waits for it.</summary>
    public async Task<Entry> FirstAsync(
        string what, DateTimeOffset after, Predicate<string> isIt, TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        while (true)
        {
            Task more;
            lock (_entries)
            {
                foreach (var entry in _entries.Where(entry => entry.At >= after && isIt(entry.Text)))
                {
                    return entry;
                }

                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                var last = string.Join('\n', Entries.TakeLast(10));
                throw new LabException($"{what}: not within {within.TotalSeconds} s. Last seen:\n{last}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Command.Kill(_program);
        await _program.WaitForExitAsync();
        await _reading;
        _program.Dispose();
    }

    private void Read()
    {
        while (_program.StandardOutput.ReadLine() is { } line)
        {
            var entry = Entry.Of(line, TimeProvider.System.GetUtcNow());
            TaskCompletionSource more;
            lock (_entries)
            {
                _entries.Add(entry);
                (more, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            more.SetResult();
        }
    }
}

/// <summary>A line, and when it was written or read.</summary>
public readonly record struct Entry(DateTimeOffset At, string Text)
{
    internal static Entry Of(string line, DateTimeOffset read)
    {
        var end = line.StartsWith('[') ? line.IndexOf(']', StringComparison.Ordinal) : -1;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return end > 0
            && DateTimeOffset.TryParse(line.AsSpan(1, end - 1), CultureInfo.InvariantCulture, utc, out var at)
            ? new Entry(at, line[(end + 1)..].Trim())
            : new Entry(read, line);
    }
}
