using Perch.Model.Config;

namespace Perch.Cli.HostRouter;

/// <summary>A bridge of this host on which its router must speak to pods.</summary>
internal sealed record HostBridge
{
    /// <summary>The Docker network it belongs to.</summary>
    public required string Network { get; init; }

    /// <summary>"br-pods", "br-0123456789ab"; null while the network does not exist and nobody has named it.</summary>
    public string? Interface { get; init; }

    /// <summary>Whether the interface's name is the engine's own choice, gone with the network.</summary>
    public bool IsNamedByEngine { get; init; }

    public string? Subnet { get; init; }

    /// <summary>Where this was learnt: "the engine", "the Compose file".</summary>
    public required string Source { get; init; }

    public required OspfConfig Ospf { get; init; }

    /// <summary>The versions of OSPF that the pods on it speak: 2 announces IPv4 addresses, 3 IPv6.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [2];

    public string Area => Ospf.Area ?? "0";

    /// <summary>1 s is the shortest that BIRD and FRR have in common with RFC 2328 C.3. Pods learn it from the
    /// host.</summary>
    public int HelloSeconds => (int)(Ospf.Hello ?? TimeSpan.FromSeconds(1)).TotalSeconds;

    /// <summary>Four Hellos, RFC 2328 C.3.</summary>
    public int DeadSeconds => Ospf.Dead is { } dead ? (int)dead.TotalSeconds : 4 * HelloSeconds;

    public bool IsPointToPoint => Ospf.NetworkType == NetworkType.PointToPoint;

    /// <summary>The keys that a version of OSPF can use, in the order of the Compose file.</summary>
    public IReadOnlyList<HostKey> Keys(int version) =>
    [
        .. from key in Ospf.Authentication?.Keys ?? []
           where key.Version is null ? version == 2 || HostKey.HasV3(key.Algorithm) : key.Version == version
           select new HostKey(key),
    ];

    public bool IsNssa => Ospf.AnnounceAs is AnnounceAs.Nssa1 or AnnounceAs.Nssa2;
}
