using Perch.Model;
using Perch.Model.Status;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Database;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V3;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>Who else announces the address in OSPFv3, where Link State IDs say nothing.</summary>
public sealed class Elsewhere3Tests
{
    private static readonly RouterId HostA = new(ModelRouter.Quad("192.0.2.1"));
    private static readonly RouterId PodB = new(ModelRouter.Quad("172.18.4.54"));

    private static readonly OspfSettings Settings = new() { Version = OspfVersion.V3, Prefixes = [Pod3.Prefix] };

    private static readonly Prefix Ours = Prefix.Of(Pod3.Prefix, PrefixOptions.None);

    [Fact]
    public void An_external_of_another_router_is_found_whatever_its_number()
    {
        var host = Host(External(3, Ours), External(4, Other(128)), External(5, Other(64)), External(6, Other(32)));
        var found = Look(host).Found;
        Assert.Equal(("172.18.4.54", "AS-external-LSA type 1", 20u), (found!.RouterId, found.Form, found.Metric));
        Assert.Equal([3u, 4u], host.RequestsHeard
            .Where(key => key.Type == LsType.AsExternal3).Select(key => key.LinkStateId));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 9)]
    [InlineData(true, 9)]
    public void Its_length_gives_it_away_with_forwarding_address_and_tag(bool forwarding, int tag)
    {
        var body = new AsExternalLsa(Ours, true, 20, forwarding ? Pod3.Prefix.Address : null, (uint)tag).Encode();
        var found = Look(Host(ForeignLsa.Of(LsType.AsExternal3, 8, PodB, 5, body))).Found;
        Assert.Equal("AS-external-LSA type 2", found!.Form);
    }

    [Fact]
    public void It_is_found_among_many_intra_area_prefixes()
    {
        var found = Look(Host(IntraArea(Other(64), Other(128), Ours))).Found;
        Assert.Equal(("intra-area-prefix-LSA", 7u), (found!.Form, found.Metric));
        Assert.Null(Look(Host(IntraArea(Other(64), Other(128)))).Found);
    }

    [Fact]
    public void An_intra_area_prefix_that_is_taken_out_is_gone()
    {
        var host = Host(IntraArea(Other(64), Ours));
        var link = Start(host);
        Assert.NotNull(Look(link).Found);
        host.Flood(ForeignLsa.Of(LsType.IntraAreaPrefix3, 1, PodB, 6, Body(Other(64))));
        Assert.Null(Look(link).Found);
    }

    [Fact]
    public void One_of_another_area_comes_from_a_border_router()
    {
        var body = new byte[4 + Ours.Size];
        var writer = new WireWriter(body);
        writer.Write(44u);
        Ours.Encode(ref writer, 0);
        var found = Look(Host(ForeignLsa.Of(LsType.InterAreaPrefix3, 9, PodB, 5, body))).Found;
        Assert.Equal(("inter-area-prefix-LSA", 44u), (found!.Form, found.Metric));
    }

    [Fact]
    public void A_boundary_router_of_another_area_is_reached_by_the_border()
    {
        var far = new RouterId(77);
        var host = Host(External(3, Ours, far));
        var link = Start(host);
        Assert.Null(Look(link).Found);
        host.Flood(ForeignLsa.Of(
            LsType.InterAreaRouter3, 1, PodB, 5, [0, 0, 0, 0x13, 0, 0, 0, 10, 0, 0, 0, 77]));
        Assert.Equal("0.0.0.77", Look(link).Found!.RouterId);
    }

    [Fact]
    public void Thousands_of_host_routes_of_others_are_looked_at_and_not_kept()
    {
        var host = Host([.. Enumerable.Range(1, 4000).Select(i => External((uint)i + 100, Other(128)))]);
        host.Foreign.Add(External(3, Ours));
        var link = Start(host);
        Assert.Equal(Knowledge.Complete, Look(link).All.Knowledge);
        Assert.NotNull(Look(link).Found);
        Assert.Equal(4003, host.RequestsHeard.Count);
    }

    private static Prefix Other(byte length) => new(length, PrefixOptions.None, (UInt128)0x2001_0DB8 << 96);

    private static byte[] External(uint id, Prefix prefix, RouterId? by = null) => ForeignLsa.Of(
        LsType.AsExternal3, id, by ?? PodB, 5, new AsExternalLsa(prefix, false, 20, null, 0).Encode());

    private static byte[] IntraArea(params Prefix[] prefixes) =>
        ForeignLsa.Of(LsType.IntraAreaPrefix3, 1, PodB, 5, Body(prefixes));

    private static byte[] Body(params Prefix[] prefixes)
    {
        var body = new byte[12 + prefixes.Sum(prefix => prefix.Size)];
        var writer = new WireWriter(body);
        writer.Write((ushort)prefixes.Length);
        writer.Write((ushort)LsType.Router3);
        writer.Write(0u);
        writer.Write(PodB.Value);
        foreach (var prefix in prefixes)
        {
            prefix.Encode(ref writer, 7);
        }

        return body;
    }

    /// <summary>The other pod is at the end of a cable from the host; the network-LSA of our bridge is there too.
    /// </summary>
    private static ModelRouter Host(params byte[][] foreign)
    {
        var host = Pod.Host();
        host.Foreign.AddRange(
        [
            Router(HostA, new RouterLink(RouterLinkType.PointToPoint, 10, 3, 4, PodB)),
            Router(PodB, new RouterLink(RouterLinkType.PointToPoint, 10, 4, 3, HostA)),
            .. foreign,
        ]);
        return host;
    }

    private static byte[] Router(RouterId id, params RouterLink[] links) => ForeignLsa.Of(
        LsType.Router3, 0, id, 5, new RouterLsa(RouterLsaFlags.None, Options.V6, links).Encode());

    private static Simulation Start(ModelRouter host)
    {
        var link = new Simulation(Settings, Pod3.Interface, host).Start(announcements: Pod3.Announce()).Run(2);
        Assert.True(link.IsFull, string.Join("; ", link.Reasons));
        return link;
    }

    private static (Elsewhere All, AnnouncerStatus? Found) Look(ModelRouter host) => Look(Start(host));

    private static (Elsewhere All, AnnouncerStatus? Found) Look(Simulation link)
    {
        var all = Assert.Single(link.Leaf.LookElsewhere(link.Now, new HashSet<string>()));
        return (all, all.Announcers.SingleOrDefault());
    }
}
