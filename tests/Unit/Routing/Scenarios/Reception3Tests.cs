using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>Which packets of OSPFv3 are heard at all, and what is said of the others.</summary>
public sealed class Reception3Tests
{
    private static readonly IpAddress Host = new(((UInt128)0xFE80 << 112) | ModelRouter.Quad("172.18.3.1"));
    private static readonly IpAddress Everybody = Multicast.AllRouters(OspfVersion.V3);
    private static readonly RouterId HostId = new(ModelRouter.Quad("192.0.2.1"));

    private readonly OspfInstance _leaf =
        new(new OspfSettings { Version = OspfVersion.V3 }, Pod3.Interface, new Random(1));

    private readonly List<OspfEffect> _effects = [];

    public Reception3Tests() => _leaf.Handle(new OspfEvent.Started(1_800_000_000), default, _effects);

    [Fact]
    public void A_hello_from_a_link_local_address_is_heard() =>
        Assert.Single(Hear(Host, Hello()).Neighbors);

    [Fact]
    public void A_hello_from_another_address_is_not_heard() =>
        Refused(Pod3.Read("fd00::1"), Hello(), "fd00::1 on eth0 speaks OSPFv3 from an address that is not link-local");

    [Fact]
    public void Another_instance_is_named_when_nobody_speaks_in_ours() => Refused(
        Host, Hello(instance: 5), "speaks in instance 5, we in instance 0: write ospf.instance-id: 5");

    [Fact]
    public void Another_instance_is_not_spoken_of_beside_ours()
    {
        Hear(Host, Hello());
        var reasons = Hear(Pod3.Read("fe80::99"), Hello(instance: 5)).Reasons;
        Assert.DoesNotContain(reasons, reason => reason.Contains("instance 5", StringComparison.Ordinal));
    }

    [Fact]
    public void A_checksum_that_was_made_for_another_destination_is_wrong()
    {
        var packet = Hello();
        PacketChecksum.Write(OspfVersion.V3, packet, Host, Pod3.Interface.Address);
        _leaf.Handle(new OspfEvent.PacketReceived(Host, Everybody, packet), default, _effects);
        Assert.Contains("malformed", Assert.Single(_leaf.Status(default).Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packet_of_version_2_is_malformed_here() =>
        Refused(Host, [2, .. Hello()[1..]], "OSPF version 2, not 3");

    private static byte[] Hello(byte instance = 0) => PacketHeader.Wrap(
        OspfVersion.V3,
        new PacketHeader(PacketType.Hello, HostId, AreaId.Backbone) { InstanceId = instance },
        new Hello
        {
            InterfaceId = 7,
            HelloInterval = 10,
            RouterDeadInterval = 40,
            Options = Options.V6 | Options.External | Options.Router,
            Priority = 1,
        });

    private void Refused(IpAddress source, byte[] packet, string why)
    {
        var status = Hear(source, packet);
        Assert.Empty(status.Neighbors);
        Assert.Contains(why, Assert.Single(status.Reasons), StringComparison.Ordinal);
    }

    private Perch.Model.Status.OspfStatus Hear(IpAddress source, byte[] packet)
    {
        PacketChecksum.Write(OspfVersion.V3, packet, source, Everybody);
        _leaf.Handle(new OspfEvent.PacketReceived(source, Everybody, packet), default, _effects);
        return _leaf.Status(default);
    }
}
