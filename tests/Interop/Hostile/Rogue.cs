using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Tests.Interop.Hostile;

/// <summary>How far a rogue has come with the speaker.</summary>
internal enum Step
{
    Init,
    TwoWay,
    ExStart,
    Exchange,
    Full,
}

/// <summary>A router that only the speaker sees, with a mind of its own: it calls itself backup designated router, so
/// that the speaker wants to be adjacent, and is master of every exchange.</summary>
internal sealed class Rogue : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly Siege _siege;
    private readonly Forge _forge;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private readonly Queue<Step> _restarts;
    private Step _step;
    private bool _heard;
    private bool _ended;
    private uint _sequence = 1000;

    public Rogue(Siege siege, OspfVersion version, params Step[] restarts)
    {
        (_siege, _forge, _restarts) = (siege, new Forge(siege.Self, siege.Speaker, version), new Queue<Step>(restarts));
        siege.Tap.Hear(siege.SpeakerMac, Hear);
        _timer = new Timer(_ => Greet(), null, TimeSpan.Zero, Interval);
    }

    /// <summary>It calls itself designated router, above the real one.</summary>
    public bool ClaimsDesignated { get; init; }

    public bool Acknowledges { get; init; } = true;

    public ushort Mtu { get; init; } = 1500;

    /// <summary>It sends its descriptions to everybody, as on a point-to-point link.</summary>
    public bool SaysPointToPoint { get; init; }

    /// <summary>It is Full, and has no restart before it.</summary>
    public bool IsDone
    {
        get
        {
            lock (_lock)
            {
                return _step == Step.Full && _restarts.Count == 0;
            }
        }
    }

    /// <summary>How many updates came that it should have acknowledged.</summary>
    public int Updates { get; private set; }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer.Dispose();
            _ended = true;
        }
    }

    private void Greet()
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            var self = _siege.Self;
            Send(_forge.Hello(
                _heard ? Forge.Number(_siege.Speaker.Id.Value) : [],
                ClaimsDesignated ? self : _siege.Router,
                ClaimsDesignated ? _siege.Router : self,
                priority: byte.MaxValue));
        }
    }

    private void Hear(ReadOnlyMemory<byte> frame)
    {
        if (!Frame.TryRead(frame, out var source, out var destination, out var packet)
            || source != _siege.Speaker.In(_forge.Version) || destination == _siege.Router.In(_forge.Version)
            || !PacketHeader.TryDecode(_forge.Version, packet.Span, out var header, out var body, out _))
        {
            return;
        }

        lock (_lock)
        {
            switch (_ended ? default : header.Type)
            {
                case PacketType.Hello when Hello.TryDecode(_forge.Version, body, out var hello, out _):
                    Greeted(hello.Neighbors.Contains(_siege.Self.Id));
                    break;
                case PacketType.DatabaseDescription
                    when DatabaseDescription.TryDecode(_forge.Version, body, out var description, out _):
                    Described(description);
                    break;
                case PacketType.LinkStateUpdate
                    when LinkStateUpdate.TryDecode(_forge.Version, body, out var update, out _):
                    Updated(update);
                    break;
            }
        }
    }

    private void Greeted(bool listed)
    {
        if (!_heard)
        {
            _heard = true;
            Reach(Step.Init);
        }
        else if (listed && _step == Step.Init)
        {
            Reach(Step.TwoWay);
        }
    }

    private void Described(DatabaseDescription description)
    {
        if (description.Flags.HasFlag(Init))
        {
            if (Reach(Step.ExStart))
            {
                Send(_forge.Description(Init | More | Master, _sequence, Mtu));
            }
        }
        else if (description.Sequence == _sequence && _step == Step.ExStart)
        {
            if (Reach(Step.Exchange))
            {
                Send(_forge.Description(Master, ++_sequence, Mtu));
            }
        }
        else if (description.Sequence == _sequence && _step == Step.Exchange)
        {
            Reach(Step.Full);
        }
    }

    private void Updated(LinkStateUpdate update)
    {
        Updates++;
        var headers = new List<byte>();
        foreach (var lsa in update)
        {
            headers.AddRange(lsa.Bytes[..LsaHeader.Size]);
        }

        if (Acknowledges && _step >= Step.Exchange)
        {
            Send(_forge.Acknowledgement([.. headers]));
        }
    }

    /// <returns>False when it has forgotten everything instead, as it was to do here, or a step before.</returns>
    private bool Reach(Step step)
    {
        _step = step;
        if (!_restarts.TryPeek(out var at) || at > step)
        {
            return true;
        }

        _restarts.Dequeue();
        (_step, _heard) = (Step.Init, false);
        _sequence += 1000;
        Greet();
        return false;
    }

    private void Send(byte[] packet) => _siege.Send(
        _siege.Self, _forge.Version, packet, !SaysPointToPoint && (PacketType)packet[1] != PacketType.Hello);
}
