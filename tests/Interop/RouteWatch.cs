using System.Diagnostics;
using System.Globalization;

namespace Perch.Tests.Interop;

/// <summary>Every change of the host's routes to the anycast addresses, with the kernel's time.</summary>
internal sealed class RouteWatch : IDisposable
{
    private readonly List<(DateTime At, bool Deleted, string Route)> _changes = [];
    private readonly Process _monitor;

    public RouteWatch(Wiring wiring) => _monitor =
        Command.Start(Note, "ip", "-ts", "-n", wiring.Host, "monitor", "route");

    /// <summary>How long the host had no route to the address; zero when it never was deleted.</summary>
    public TimeSpan Gap(string anycast)
    {
        lock (_changes)
        {
            var gap = TimeSpan.Zero;
            DateTime? gone = null;
            foreach (var (at, deleted, route) in _changes)
            {
                if (route.StartsWith(anycast + " ", StringComparison.Ordinal))
                {
                    gap += !deleted && gone is { } since ? at - since : TimeSpan.Zero;
                    gone = deleted ? gone ?? at : null;
                }
            }

            return gone is null ? gap : TimeSpan.MaxValue;
        }
    }

    public void Dispose()
    {
        _monitor.Kill();
        _monitor.Dispose();
    }

    public override string ToString()
    {
        lock (_changes)
        {
            return string.Join('\n', _changes);
        }
    }

    /// <summary>"[2026-11-27T10:00:00.123456] Deleted 10.200.0.53 via 172.30.9.54 …".</summary>
    private void Note(string line)
    {
        var end = line.IndexOf(']', StringComparison.Ordinal);
        if (end < 0 || !DateTime.TryParse(line.AsSpan(1, end - 1), CultureInfo.InvariantCulture, out var at))
        {
            return;
        }

        var route = line[(end + 2)..];
        var deleted = route.StartsWith("Deleted ", StringComparison.Ordinal);
        lock (_changes)
        {
            _changes.Add((at, deleted, deleted ? route["Deleted ".Length..] : route));
        }
    }
}
