using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Origination.V3;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>The cast of OSPFv3: a leaf at fe80::ac12:336 and a host at fe80::ac12:301 on one bridge.</summary>
internal static class Pod3
{
    public static readonly AnycastPrefix Prefix = new(Read("fd42:4242::53"));

    public static readonly RouterId Id = new(ModelRouter.Quad("172.18.3.54"));

    public static readonly LsaKey Link = new(LsType.Link3, 2, Id);

    public static readonly LsaKey Router = new(LsType.Router3, 0, Id);

    public static readonly LsaKey External = new(LsType.AsExternal3, LinkStateId.Of(Prefix), Id);

    public static readonly LsaKey Nssa = External with { Type = LsType.Nssa3 };

    public static readonly LsaKey IntraArea = External with { Type = LsType.IntraAreaPrefix3 };

    public static readonly OspfLink Interface =
        new("eth0", new(((UInt128)0xFE80 << 112) | Id.Value), 64, 1500, Up: true) { Index = 2, RouterId = Id };

    public static Announcement Announce(uint metric = 10, uint tag = 0) => new(Prefix, metric, tag);

    /// <summary>Full, with one prefix announced and acknowledged, all quiet.</summary>
    public static Simulation Announced(ModelRouter host, OspfSettings? settings = null, OspfLink? link = null)
    {
        settings = (settings ?? new OspfSettings()) with { Version = OspfVersion.V3 };
        var simulation = new Simulation(settings, link ?? Interface, host).Start(announcements: Announce()).Run(5);
        Assert.True(simulation.IsFull, string.Join("; ", simulation.Reasons));
        Assert.True(simulation.Leaf.Status(simulation.Now).Announcements[0].Acknowledged);
        return simulation;
    }

    public static IpAddress Read(string text) =>
        IpAddress.TryParse(text, out var address) ? address : throw new FormatException(text);

    public static OspfSettings Announcing(AnnounceAs form) => new() { AnnounceAs = form };
}
