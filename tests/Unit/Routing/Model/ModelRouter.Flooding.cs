using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Model;

/// <summary>What the router on the host does with LSAs that come in (RFC 2328 13).</summary>
internal sealed partial class ModelRouter
{
    private void HearUpdate(LinkStateUpdate update)
    {
        foreach (var lsa in update)
        {
            Assert.True(lsa.IsValid(out var fault), fault.ToString());
            Assert.True(lsa.Body.Length > 0, "BIRD drops the adjacency over a bare header");
            Install(lsa.Header, lsa.Bytes.ToArray());
        }
    }

    private void Install(LsaHeader header, byte[] bytes)
    {
        Database.TryGetValue(header.Key, out var old);
        var freshness = old is null ? 1 : header.CompareFreshness(old.Header);
        if (freshness < 0)
        {
            Transmit(Update([old!.Bytes]));
            return;
        }

        if (freshness == 0)
        {
            Acknowledge(header, TimeSpan.Zero);
            return;
        }

        if (old is not null && Link.Now - old.At < TimeSpan.FromSeconds(1))
        {
            return;
        }

        if (header.IsMaxAge && !KeepsFlushed)
        {
            Database.Remove(header.Key);
        }
        else
        {
            Database[header.Key] = new StoredLsa(header, bytes, Link.Now);
        }

        if (FloodsBack && !PointToPoint && Acknowledges)
        {
            Flood(bytes);
        }
        else
        {
            Acknowledge(header, AckDelay);
        }
    }

    private void Acknowledge(LsaHeader header, TimeSpan delay)
    {
        if (!Acknowledges)
        {
            return;
        }

        var bytes = new byte[LsaHeader.Size];
        var writer = new Perch.Routing.Wire.WireWriter(bytes);
        header.Encode(ref writer);
        var packet = Wrap(new LinkStateAcknowledgement(new LsaHeaderList(Link.Version, bytes)));
        _later.Add((Link.Now + delay, packet));
    }
}
