using System.Diagnostics;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Interop.Hostile;

/// <summary>All that lay siege to one speaker take turns, when nobody else is on the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SiegeTurns : ICollectionFixture<Siege>
{
    public const string Name = "siege";
}

/// <summary>A real BIRD and a real speaker of both versions, Full and announcing; and, in a namespace of its own on the
/// same bridge, somebody who sends whatever he likes.</summary>
public sealed class Siege : IDisposable
{
    private const string Attacker = "172.30.9.66";

    private Pod? _pod;
    private Process? _service;
    private int _losses;

    /// <summary>Nothing has been done since it was found so.</summary>
    private bool _isWell;

    internal IReadOnlyList<HostKey> Keys { get; init; } = [];

    internal OspfConfig Ospf { get; init; } = new();

    /// <summary>In the long mode both versions go through everything, and storms last.</summary>
    internal static bool IsLong { get; } = Environment.GetEnvironmentVariable("PERCH_LONG") == "1";

    internal static TheoryData<int> Versions => IsLong ? [2, 3] : [2];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal Pod Pod => _pod!;

    internal Process Service => _service!;

    /// <summary>The attacker's wire.</summary>
    internal Tap Tap { get; private set; } = null!;

    /// <summary>The real router.</summary>
    internal Identity Router { get; private set; } = null!;

    internal Identity Speaker { get; private set; } = null!;

    /// <summary>The attacker under its own name.</summary>
    internal Identity Self { get; private set; } = null!;

    internal byte[] SpeakerMac { get; private set; } = [];

    /// <summary>What the speaker sends.</summary>
    internal Recorder Seen { get; } = new();

    private byte[] SelfMac { get; set; } = [];

    /// <summary>Starts what is not there yet, and waits until all is well.</summary>
    internal async Task Ready()
    {
        if (_pod is null)
        {
            await Begin();
        }

        if (_service!.HasExited)
        {
            _service.Dispose();
            _service = Pod.Speaker.Serve();
            _isWell = false;
        }

        if (!_isWell)
        {
            await Pod.IsRouted();
            await IsWell();
        }

        _losses = Losses;
        _isWell = false;
    }

    /// <summary>It runs, is Full with the real router in both versions, and everything it announces is
    /// acknowledged.</summary>
    internal async Task IsWell(double seconds = 15)
    {
        Assert.True(Pod.Speaker.IsRunning, $"the speaker has ended\n{Pod.Speaker}");
        Assert.True(
            await Command.Eventually(() => IsWhole() && Pod.HasRoute, seconds, Token),
            $"not well again\n{Pod.Speaker}\n{Pod.Router}");
        _isWell = true;
    }

    /// <summary>The same, without having been anything else in between.</summary>
    internal async Task IsUnharmed()
    {
        await IsWell();
        Assert.True(_losses == Losses, $"no longer Full for a while\n{Pod.Speaker}\n{Pod.Router}");
    }

    /// <summary>Whoever else was there has been forgotten.</summary>
    internal async Task IsAlone()
    {
        bool Alone() => Pod.Speaker.WholeStatus()?.Ospf.All(ospf => ospf.Neighbors.Count == 1) == true;
        Assert.True(await Command.Eventually(Alone, 10, Token), $"{Pod.Speaker}");
        await IsWell();
    }

    /// <summary>To the speaker's interface alone: nobody else on the bridge sees it.</summary>
    internal void Send(Identity from, OspfVersion version, byte[] packet, bool toAddress = false) =>
        Tap.Send(ToSpeaker(from, version, packet, toAddress));

    /// <param name="toAddress">Not to all routers, but to the speaker's address, which the checksum of OSPFv3 is
    /// over.</param>
    internal byte[] ToSpeaker(Identity from, OspfVersion version, byte[] packet, bool toAddress = false)
    {
        var destination = toAddress ? Speaker.In(version) : Multicast.AllRouters(version);
        if (toAddress)
        {
            PacketChecksum.Write(version, packet, from.In(version), destination);
        }

        return Frame.Of(SpeakerMac, SelfMac, from.In(version), destination, from.Hops, packet);
    }

    public void Dispose()
    {
        Tap?.Dispose();
        _service?.Kill();
        _service?.Dispose();
        _pod?.Dispose();
    }

    private async Task Begin()
    {
        _pod = new Pod("bird", new HostSetup { Ipv6 = true, Keys = Keys }, Ospf, more: Asking, logs: "info");
        var attacker = _pod.Wiring.AddPod(Attacker + "/24", []);
        _service = _pod.Speaker.Serve();
        await _pod.IsRouted();
        Tap = new Tap(attacker);
        (SpeakerMac, SelfMac) = (Mac(_pod.Namespace), Mac(attacker));
        Tap.Hear(SpeakerMac, Seen.Hear);
        Router = Identity.Of("192.0.2.1", "172.30.9.1", Wiring.LinkLocal(_pod.Wiring.Host, "br0")!);
        Speaker = Identity.Of(Pod.Address, Pod.Address, Wiring.LinkLocal(_pod.Namespace)!);
        Self = Identity.Of("203.0.113.66", Attacker, Wiring.LinkLocal(attacker)!);
    }

    /// <summary>One that hangs still takes connections: it has to be asked for something.</summary>
    private static SpeakerConfig Asking(SpeakerConfig config) => config with
    {
        Health = config.Health with
        {
            Interval = TimeSpan.FromSeconds(1),
            Timeout = TimeSpan.FromSeconds(1),
            Probes = [new HttpProbeConfig { Port = 8080, Status = 404 }],
        },
    };

    private bool IsWhole() => Pod.Speaker.WholeStatus()?.Ospf is { Count: 2 } both && both.All(ospf =>
        ospf.Neighbors.Any(neighbor => neighbor is { State: "Full", RouterId: "192.0.2.1" })
        && ospf.Announcements.Count > 0 && ospf.Announcements.All(announcement => announcement.Acknowledged));

    /// <summary>How often the speaker was no longer Full with the real router.</summary>
    internal int Losses => Pod.Speaker.Log.Count(line =>
        line.Contains("is no longer Full", StringComparison.Ordinal) && line.Contains("192.0.2.1", default));

    private static byte[] Mac(string name)
    {
        var words = Command.Run("ip", "-o", "-n", name, "link", "show", "eth0").Split(' ');
        return Convert.FromHexString(words[Array.IndexOf(words, "link/ether") + 1].Replace(":", "", default));
    }
}
