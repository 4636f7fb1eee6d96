using Perch.Model;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Interfaces;

/// <summary>What every router on a link must agree on (RFC 2328 10.5).</summary>
internal sealed record LinkParameters(
    AreaId Area, AreaType AreaType, TimeSpan HelloInterval, TimeSpan RouterDeadInterval)
{
    /// <summary>What BIRD and FRR use unless told otherwise; RFC 2328 C.3 suggests the same.</summary>
    private static readonly LinkParameters Usual =
        new(AreaId.Backbone, AreaType.Normal, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40));

    /// <summary>FRR's "dead-interval minimal" declares a hello interval of zero and sends several within a dead
    /// interval of a second: so do we then.</summary>
    private const int HellosWhenZero = 4;

    /// <summary>How often Hellos are sent.</summary>
    public TimeSpan SendInterval =>
        HelloInterval > TimeSpan.Zero ? HelloInterval : RouterDeadInterval / HellosWhenZero;

    /// <summary>The E and N bits.</summary>
    public Options Options => AreaType switch
    {
        AreaType.Nssa => Options.Nssa,
        AreaType.Stub => Options.None,
        _ => Options.External,
    };

    /// <summary>What is known before anybody has been heard. With a router named by the operator the usual values
    /// are tried: where they are wrong, its first Hello says so.</summary>
    public static LinkParameters? BeforeTheFirstHello(OspfSettings settings)
    {
        var basis = settings.Remembered is { } memory
            ? new LinkParameters(memory.Area, memory.AreaType, memory.HelloInterval, memory.RouterDeadInterval)
            : Usual;
        var complete = settings is { Area: not null, HelloInterval: not null, RouterDeadInterval: not null };
        return complete || settings.Remembered is not null || settings.SeededNeighbors.Count > 0
            ? basis.Under(settings)
            : null;
    }

    /// <summary>What a Hello says.</summary>
    public static LinkParameters Of(AreaId area, Hello hello) => new(
        area,
        AreaTypeOf(hello.Options),
        TimeSpan.FromSeconds(hello.HelloInterval),
        TimeSpan.FromSeconds(hello.RouterDeadInterval));

    /// <summary>These values, but where the operator has fixed one, that one.</summary>
    public LinkParameters Under(OspfSettings settings) => this with
    {
        Area = settings.Area ?? Area,
        HelloInterval = settings.HelloInterval ?? HelloInterval,
        RouterDeadInterval = settings.RouterDeadInterval ?? RouterDeadInterval,
    };

    private static AreaType AreaTypeOf(Options options) =>
        options.HasFlag(Options.External) ? AreaType.Normal
        : options.HasFlag(Options.Nssa) ? AreaType.Nssa
        : AreaType.Stub;
}
