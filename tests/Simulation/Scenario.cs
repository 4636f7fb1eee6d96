using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;
using Perch.Tests.Simulation.Network;
using Perch.Tests.Simulation.Pods;
using Perch.Tests.Simulation.Routers;

namespace Perch.Tests.Simulation;

/// <summary>Builds the network of a seed: hosts with a router, a bridge with pods and sometimes more routers behind
/// each, and a wire between them.</summary>
internal sealed class Scenario
{
    private const int FirstPod = 10;

    private readonly World _world;
    private readonly Chance _chance;
    private readonly int _hosts;
    private readonly int _pods;
    private readonly OspfVersion[] _versions;
    private readonly RouterSettings _settings;
    private readonly bool _isPointToPoint;
    private int _routers;

    private Scenario(World world)
    {
        (_world, _chance) = (world, world.Chance);
        (_hosts, _pods) = Size();
        _versions = _chance.Pick<OspfVersion[]>(
            [OspfVersion.V2], [OspfVersion.V3], IsLarge ? [OspfVersion.V2] : [OspfVersion.V2, OspfVersion.V3]);
        _isPointToPoint = !IsLarge && _chance.Of(0.25);
        var (hello, dead) = IsLarge
            ? (10, 40)
            : _chance.Pick((10, 40), (10, 40), (5, 20), (2, 8), (1, 4), (1, 40));
        _settings = new RouterSettings(
            OspfVersion.V2,
            new AreaId(_chance.Pick(0u, 0u, 7u)),
            _chance.Pick(AreaType.Normal, AreaType.Normal, AreaType.Stub, AreaType.Nssa),
            TimeSpan.FromSeconds(hello),
            TimeSpan.FromSeconds(dead),
            null);
    }

    public TimeSpan Dead => _settings.Dead;

    public TimeSpan Hello => _settings.Hello;

    public override string ToString() =>
        $"OSPFv{string.Join("+v", _versions.Select(version => (int)version))}, "
        + $"{(_isPointToPoint ? "point-to-point" : "broadcast")}, area {_settings.Area} ({_settings.AreaType}), "
        + $"hello {Hello.TotalSeconds} s, dead {Dead.TotalSeconds} s, {_world.Routers.Count} routers, "
        + $"{_world.Pods.Count} pods";

    public static Scenario Build(World world)
    {
        var scenario = new Scenario(world);
        scenario.Build();
        return scenario;
    }

    private void Build()
    {
        var keys = Keys();
        var core = _hosts > 1 ? AddWire(isPointToPoint: false) : null;
        for (var host = 0; host < _hosts; host++)
        {
            var bridge = AddWire(_isPointToPoint);
            AddRouter(keys, bridge, core);
            for (var more = _isPointToPoint ? 0 : _chance.Pick(0, 0, 1, 1, 2); more > 0; more--)
            {
                AddRouter(keys, bridge, null);
            }

            for (var pod = 0; pod < (_isPointToPoint ? 1 : _pods); pod++)
            {
                AddPod(keys, bridge, FirstPod + pod);
            }
        }
    }

    /// <summary>Everybody on a bridge hears everybody else, so that a large network with short timers would take
    /// minutes.</summary>
    private bool IsLarge => _hosts * _pods >= 100;

    /// <summary>Most bugs need few nodes; some need many: 150 pods on one bridge, and some 180 nodes on many.</summary>
    private (int Hosts, int Pods) Size() => _chance.Between(0, 999) switch
    {
        0 => (1, 150),
        1 => (15, 10),
        < 50 => (_chance.Between(2, 4), _chance.Between(2, 6)),
        < 300 => (2, _chance.Between(1, 2)),
        _ => (1, _chance.Between(1, 3)),
    };

    private Wire AddWire(bool isPointToPoint)
    {
        var wire = new Wire(_world, _world.Wires.Count + 1, isPointToPoint);
        _world.Wires.Add(wire);
        return wire;
    }

    /// <summary>One machine, with a process for each version.</summary>
    private void AddRouter(Dictionary<OspfVersion, Keyring?> keys, Wire bridge, Wire? core)
    {
        var number = ++_routers;
        var id = new RouterId((_chance.Even() ? 0x0101_0100u : 0xC000_0200u) + (uint)number);
        var habits = Habits.By(_chance);
        Wire[] wires = core is null ? [bridge] : [bridge, core];
        var plugged = wires
            .Select((wire, index) => new Port($"r{number}-{index}", wire, HostOn(wire), (uint)(3 + index)))
            .ToArray();
        foreach (var version in _versions)
        {
            var settings = _settings with { Version = version, Keyring = keys[version] };
            var router = new Router(_world, $"r{number}v{(int)version}", id, settings, habits);
            router.Interfaces.AddRange(plugged.Select(port => new RouterInterface(
                router, port, port.Wire == core ? (byte)1 : _chance.Pick<byte>(1, 1, 5))));
            _world.Routers.Add(router);
        }
    }

    private void AddPod(Dictionary<OspfVersion, Keyring?> keys, Wire bridge, int host)
    {
        var port = new Port($"p{_world.Pods.Count + 1}", bridge, host, 2);
        _world.Pods.Add(new Pod(_world, port.Name, port, new PodSettings(
            [.. _versions.SelectMany(Prefixes)],
            _chance.Pick(Families.Together, Families.Each),
            Health(),
            new DrainConfig(),
            _chance.Between(1, 2),
            [.. _versions.Select(version => Ospf(version, keys[version], bridge))])));
    }

    private static int HostOn(Wire wire) => wire.Ports.Count + 1;

    private IEnumerable<AnycastPrefix> Prefixes(OspfVersion version) =>
        Enumerable.Range(1, _chance.Between(1, 3)).Select(number => new AnycastPrefix(version == OspfVersion.V2
            ? IpAddress.FromV4(0xAC16_4C00 + (uint)number)
            : new IpAddress(((UInt128)0xFD42_4242 << 96) | (uint)number)));

    private HealthConfig Health() => new()
    {
        Interval = TimeSpan.FromSeconds(_chance.Pick(0.5, 1, 5)),
        Rise = _chance.Between(1, 3),
        Fall = _chance.Between(1, 3),
        Lease = TimeSpan.FromSeconds(_chance.Pick(6, 10)),
        HoldDownMax = TimeSpan.FromSeconds(8),
        Listeners = ["udp/53"],
    };

    /// <summary>What the operator leaves away is learnt.</summary>
    private OspfSettings Ospf(OspfVersion version, Keyring? keyring, Wire bridge)
    {
        var isFixed = _chance.Of(0.2);
        var routers = _world.Routers.Where(router => router.Version == version
            && router.Interfaces.Exists(link => link.Port.Wire == bridge));
        return new OspfSettings
        {
            Version = version,
            Keyring = keyring,
            Area = isFixed ? _settings.Area : null,
            HelloInterval = isFixed ? _settings.Hello : null,
            RouterDeadInterval = isFixed ? _settings.Dead : null,
            NetworkType = !_chance.Of(0.3) ? null
                : _isPointToPoint ? NetworkType.PointToPoint : NetworkType.Broadcast,
            SeededNeighbors = _chance.Of(0.2) ? [.. routers.Select(router => router.Id)] : [],
            MtuIgnore = _chance.Of(0.1),
        };
    }

    private Dictionary<OspfVersion, Keyring?> Keys()
    {
        var algorithm = _chance.Pick<AuthenticationAlgorithm?>(
            null, null, null, AuthenticationAlgorithm.Simple, AuthenticationAlgorithm.Md5,
            AuthenticationAlgorithm.HmacSha256);
        var isExtended = _chance.Even();
        return _versions.ToDictionary(version => version, version => algorithm is { } known
            && (version == OspfVersion.V2 || known == AuthenticationAlgorithm.HmacSha256)
                ? new Keyring([new AuthenticationKey(1, known, "s3cret"u8.ToArray())],
                    isExtended && known != AuthenticationAlgorithm.Simple)
                : null);
    }
}
