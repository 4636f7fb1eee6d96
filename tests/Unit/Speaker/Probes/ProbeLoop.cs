using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Speaker.Gate;
using Perch.Speaker.Probes;

namespace Perch.Tests.Unit.Speaker.Probes;

/// <summary>The speaker's loop as far as probes need it, on 127.0.0.1 or ::1.</summary>
internal sealed class ProbeLoop : IDisposable
{
    public static readonly IpAddress Loopback = IpAddress.FromV4(0x7F000001);
    public static readonly IpAddress Loopback6 = new(1);
    private readonly Poller _poller = new();
    private readonly Inbox _inbox = new(16);
    private readonly Watch _watch;
    private readonly Prober _prober;
    private readonly Dictionary<int, GateEvent.ProbeCompleted> _completed = [];
    private readonly int _probes;
    private long _look;

    public ProbeLoop(params ProbeConfig[] probes)
        : this([Loopback], probes)
    {
    }

    public ProbeLoop(IpAddress[] addresses, params ProbeConfig[] probes)
    {
        _probes = probes.Length;
        _watch = _poller.Add(_inbox.Descriptor, Readiness.Readable, _ => _inbox.Drain());
        var rig = new ProbeRig(_poller, _inbox, new Random(1), TimeProvider.System);
        _prober = new Prober(rig.Build(probes, addresses), what => _completed.Add(what.Probe, what));
    }

    /// <summary>Descriptors that this process has open.</summary>
    public static int Descriptors => Directory.GetFiles("/proc/self/fd").Length;

    /// <summary>A port on which nobody listens, or will before the test is over.</summary>
    public static int UnusedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>One look with a single probe: "passed: …" or "failed: …", or "silence".</summary>
    public string Look(int milliseconds = 5_000) => LookAtAll(milliseconds)[0];

    public string[] LookAtAll(int milliseconds = 5_000)
    {
        _completed.Clear();
        _prober.Start(++_look);
        Assert.Empty(_completed);
        var clock = Stopwatch.StartNew();
        while (_completed.Count < _probes && clock.Elapsed.TotalMilliseconds < milliseconds)
        {
            _poller.Wait(TimeSpan.FromMilliseconds(milliseconds) - clock.Elapsed);
        }

        _prober.End(_look);
        Assert.All(_completed.Values, completed => Assert.Equal(_look, completed.Look));
        return [.. Enumerable.Range(0, _probes).Select(Said)];
    }

    public void Dispose()
    {
        _prober.Dispose();
        _watch.Dispose();
        _inbox.Dispose();
    }

    private string Said(int probe) => !_completed.TryGetValue(probe, out var completed) ? "silence"
        : completed.Passed ? $"passed: {completed.Answer}" : $"failed: {completed.Answer}";
}
