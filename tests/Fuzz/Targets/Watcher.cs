using System.Runtime.CompilerServices;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Origination;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>Reads everything that an instance does, and knows what it never does.</summary>
internal sealed class Watcher(World world)
{
    /// <summary>What one event may lead to, besides own LSAs: some packets and sentences for each neighbor.</summary>
    private const int MostEffects = 64;

    /// <summary>LSAs of an earlier life, and those that are or were announced.</summary>
    private const int MostOwn = 256 + 24;

    /// <summary>RFC 2328 B: MinLSArrival.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(1);

    private readonly Dictionary<LsaKey, OwnInstance> _own = [];
    private bool _left;

    /// <summary>The number of its last Database Description.</summary>
    public uint Description { get; private set; }

    /// <summary>The last packet that it sent.</summary>
    public byte[] Last { get; private set; } = [];

    /// <summary>Its LSAs, as they were sent last.</summary>
    public List<OwnInstance> Own { get; } = [];

    private OwnLsas Inside => OwnOf(world.Instance);

    public void See(List<OspfEffect> effects)
    {
        BrokenException.Unless(!_left || effects.Count == 0, "it does something after it has left");
        BrokenException.Unless(Inside.All.Count <= MostOwn, "own LSAs without end");
        BrokenException.Unless(
            effects.Count <= MostEffects + (Inside.All.Count * 6), $"too much at once: {effects.Count} effects");
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case OspfEffect.Send send:
                    See(send);
                    break;
                case OspfEffect.Say say:
                    BrokenException.Unless(say.Sentence.Length is > 0 and < 1000, "an odd sentence");
                    break;
                case OspfEffect.Left:
                    _left = true;
                    break;
            }
        }
    }

    /// <summary>Nobody knows the LSAs of before any more: another router id is another router.</summary>
    public void Forget()
    {
        _own.Clear();
        Own.Clear();
    }

    private void See(OspfEffect.Send send)
    {
        var packet = send.Packet.Span;
        BrokenException.Unless(
            PacketHeader.TryDecode(world.Version, packet, out var header, out var body, out var error), $"{error}");
        var seal = world.Seals.Open(packet, world.Link.Address, world.UnixSeconds);
        packet = packet[..(PacketHeader.SizeIn(world.Version) + body.Length)];
        error = seal.HasChecksum
            ? PacketChecksum.Check(world.Version, packet, world.Link.Address, send.Destination)
            : default;
        BrokenException.Unless(error.Fault == DecodeFault.None, $"sends {error}");
        BrokenException.Unless(header.Router == world.Id, "it sends under another name");
        Last = packet.ToArray();
        if (header.Type == PacketType.DatabaseDescription)
        {
            BrokenException.Unless(
                DatabaseDescription.TryDecode(world.Version, body, out var description, out error), $"{error}");
            Description = description.Sequence;
        }
        else if (header.Type == PacketType.LinkStateUpdate)
        {
            BrokenException.Unless(
                LinkStateUpdate.TryDecode(world.Version, body, out var update, out error), $"{error}");
            foreach (var lsa in update)
            {
                BrokenException.Unless(lsa.IsValid(out var fault), $"a broken LSA: {fault}");
                See(lsa, header.Area);
            }
        }
    }

    private void See(Lsa lsa, AreaId area)
    {
        var header = lsa.Header;
        BrokenException.Unless(header.Key.AdvertisingRouter == world.Id, "it floods for another");
        if (!_own.TryGetValue(header.Key, out var known))
        {
            known = new OwnInstance { Header = header, Bytes = lsa.Bytes.ToArray(), At = world.Now, Area = area };
            _own.Add(header.Key, known);
            Own.Add(known);
            return;
        }

        var before = known.Header;

        // The last number has to be followed by the first; what was never wanted is forgotten when it is flushed.
        var mayGoBack = before.IsMaxAge && (before.Sequence == SequenceNumber.Max || header.IsMaxAge);
        BrokenException.Unless(header.Sequence >= before.Sequence || mayGoBack, "a sequence number goes back");
        var other = header.Sequence == before.Sequence && header.Checksum != before.Checksum;
        var forged = before.IsMaxAge || (header.IsMaxAge && header.Sequence == SequenceNumber.Max);
        BrokenException.Unless(!other || forged, "two instances with one number");
        if (header.Sequence != before.Sequence)
        {
            var soon = world.Now - known.At < Arrival && known.Area == area;
            BrokenException.Unless(!soon, "two instances within MinLSArrival");
            known.At = world.Now;
        }

        (known.Header, known.Bytes, known.Area) = (header, lsa.Bytes.ToArray(), area);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_own")]
    private static extern ref OwnLsas OwnOf(OspfInstance instance);
}

/// <summary>An LSA of the instance under test.</summary>
internal sealed class OwnInstance
{
    public required LsaHeader Header { get; set; }

    public required byte[] Bytes { get; set; }

    public required AreaId Area { get; set; }

    /// <summary>When this instance was first sent.</summary>
    public required TimeSpan At { get; set; }
}
