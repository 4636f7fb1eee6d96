using CsCheck;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>Whatever comes from the network, the instance goes on: no exception, no endless work.</summary>
public sealed class HostileTests
{
    [Fact]
    public void Random_packets_from_the_host_never_throw_and_never_keep_it_busy()
    {
        var known = Packets.Captured.All().Select(row => Convert.FromHexString(row.Data)).ToArray();
        Gen.Select(Gen.Int[0, known.Length - 1], Gen.Int[0, 1000], Gen.Byte).Array[1, 20].Sample(
            changes =>
            {
                var host = Pod.Host();
                var link = Pod.Announced(host);
                foreach (var (which, place, value) in changes)
                {
                    var packet = known[which].ToArray();
                    packet[place % packet.Length] = value;
                    Resend(link, host, packet);
                }

                link.Run(5);
            },
            iter: 200);
    }

    [Fact]
    public void A_router_id_of_nobody_is_ignored()
    {
        var link = new Simulation().Start();
        var nobody = new ModelRouter("0.0.0.0", "172.18.3.9") { Link = link };
        nobody.SendHello(listsLeaf: true);
        Assert.Empty(link.Leaf.Status(link.Now).Neighbors);
    }

    [Fact]
    public void Our_own_packets_are_not_taken_for_those_of_another()
    {
        var link = Pod.Announced(Pod.Host());
        link.Handle(new OspfEvent.PacketReceived(
            IpAddress.FromV4(Pod.Address), IpAddress.FromV4(Simulation.Everybody), link.Sent[0].Bytes));
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void Packets_for_designated_routers_are_not_ours()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var sent = link.Sent.Count;
        host.Transmit(host.Update([ForeignLsa.External(1)]), Simulation.DesignatedRouters);
        Assert.Equal(sent, link.Sent.Count);
    }

    [Fact]
    public void Packets_of_another_area_are_not_ours()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var sent = link.Sent.Count;
        link.Deliver(
            host.Address,
            Pod.Address,
            Wrapped.Packet(host.Id, new(9), new LinkStateUpdate(OspfVersion.V2, 0, [])));
        Assert.Equal(sent, link.Sent.Count);
    }

    /// <summary>Under the host's name and with a right checksum, so that it gets as far as it can.</summary>
    private static void Resend(Simulation link, ModelRouter host, byte[] packet)
    {
        if (PacketHeader.TryDecode(OspfVersion.V2, Reseal(packet), out var header, out var body, out _)
            && header.Type == PacketType.LinkStateUpdate
            && LinkStateUpdate.TryDecode(OspfVersion.V2, body, out var update, out _))
        {
            host.Transmit(Wrapped.Packet(host.Id, host.Area, update));
        }

        link.Deliver(host.Address, Simulation.Everybody, packet);
    }

    private static byte[] Reseal(byte[] packet)
    {
        var copy = packet.ToArray();
        copy[14] = copy[15] = 0;
        copy.AsSpan(12, 2).Clear();
        var sum = Perch.Routing.Wire.InternetChecksum.Add(0, copy.AsSpan(0, 16));
        var checksum = Perch.Routing.Wire.InternetChecksum.Fold(
            Perch.Routing.Wire.InternetChecksum.Add(sum, copy.AsSpan(24)));
        (copy[12], copy[13]) = ((byte)(checksum >> 8), (byte)checksum);
        return copy;
    }
}
