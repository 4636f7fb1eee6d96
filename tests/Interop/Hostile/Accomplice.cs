using System.Collections.Concurrent;
using System.Diagnostics;
using Perch.Routing.Ospf;

namespace Perch.Tests.Interop.Hostile;

/// <summary>A router that is Full with the real one, as an attacker inside the area is: what it floods, the real router
/// takes and floods on. It speaks with the product's own core, on a wire of its own.</summary>
internal sealed class Accomplice : IDisposable
{
    private readonly Siege _siege;
    private readonly OspfVersion _version;
    private readonly BlockingCollection<ReadOnlyMemory<byte>> _heard = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly OspfInstance _instance;
    private readonly Thread _thread;
    private volatile bool _full;

    public Accomplice(Siege siege, OspfVersion version)
    {
        (_siege, _version) = (siege, version);
        var link = new OspfLink("eth0", siege.Self.In(version), version == OspfVersion.V2 ? 24 : 64, 1500, Up: true)
        {
            Index = 7,
            RouterId = siege.Self.Id,
        };
        _instance = new OspfInstance(new OspfSettings { Version = version }, link, new Random(1));
        siege.Tap.Hear(siege.RouterMac, frame => _heard.Add(frame.ToArray()));
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public bool IsFull => _full;

    /// <summary>To the real router.</summary>
    public void Flood(params byte[][] lsas) => _siege.Tap.Send(_siege.ToRouter(
        _version, Multicast.AllRouters(_version), _siege.Self.Update(_version, lsas)));

    public void Dispose()
    {
        _heard.CompleteAdding();
        _thread.Join();
    }

    private void Run()
    {
        Handle(new OspfEvent.Started(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        Handle(new OspfEvent.AnnouncementsChanged([]));
        while (!_heard.IsCompleted)
        {
            var wait = (_instance.Deadline ?? TimeSpan.MaxValue) - _watch.Elapsed;
            var most = TimeSpan.FromMilliseconds(100);
            if (_heard.TryTake(out var frame, (int)Math.Clamp(wait.TotalMilliseconds, 0, most.TotalMilliseconds))
                && Frame.TryRead(frame, out var source, out var destination, out var packet)
                && source == _siege.Router.In(_version))
            {
                Handle(new OspfEvent.PacketReceived(source, destination, packet) { TimeToLive = 1 });
            }

            Handle(new OspfEvent.TimePassed());
            _full = _instance.Memory is not null;
        }
    }

    private void Handle(OspfEvent what)
    {
        var effects = new List<OspfEffect>();
        _instance.Handle(what, _watch.Elapsed, effects);
        foreach (var send in effects.OfType<OspfEffect.Send>())
        {
            _siege.Tap.Send(_siege.ToRouter(_version, send.Destination, send.Packet.Span));
        }
    }
}
