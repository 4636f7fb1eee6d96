using System.Diagnostics;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Interop.Hostile;

/// <summary>What the speaker puts on the wire, as its neighbors see it.</summary>
internal sealed class Recorder
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<(TimeSpan At, OspfVersion Version, PacketType Type)> _packets = [];
    private readonly List<(TimeSpan At, LsaHeader Lsa)> _lsas = [];

    public TimeSpan Now => _watch.Elapsed;

    public void Hear(ReadOnlyMemory<byte> frame)
    {
        var now = Now;
        if (!Frame.TryRead(frame, out var source, out _, out var packet))
        {
            return;
        }

        var version = source.IsV4 ? OspfVersion.V2 : OspfVersion.V3;
        if (!PacketHeader.TryDecode(version, packet.Span, out var header, out var body, out _))
        {
            return;
        }

        lock (_packets)
        {
            _packets.Add((now, version, header.Type));
            if (header.Type == PacketType.LinkStateUpdate
                && LinkStateUpdate.TryDecode(version, body, out var update, out _))
            {
                foreach (var lsa in update)
                {
                    _lsas.Add((now, lsa.Header));
                }
            }
        }
    }

    /// <summary>Instances of one LSA that were sent since then, each once.</summary>
    public IReadOnlyList<(TimeSpan At, LsaHeader Lsa)> Instances(LsaKey key, TimeSpan since)
    {
        lock (_packets)
        {
            return [.. _lsas.Where(sent => sent.Lsa.Key == key && sent.At >= since)
                .DistinctBy(sent => (sent.Lsa.Sequence, sent.Lsa.Checksum, sent.Lsa.IsMaxAge))];
        }
    }

    /// <summary>The number that the speaker has given this LSA last; null before the first.</summary>
    public int? Last(LsaKey key)
    {
        lock (_packets)
        {
            var last = _lsas.FindLastIndex(sent => sent.Lsa.Key == key);
            return last < 0 ? null : _lsas[last].Lsa.Sequence.Value;
        }
    }

    public int Count(PacketType type, TimeSpan since)
    {
        lock (_packets)
        {
            return _packets.Count(sent => sent.Type == type && sent.At >= since);
        }
    }
}
