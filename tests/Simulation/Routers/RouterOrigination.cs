using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;
using V2 = Perch.Routing.Ospf.Lsas.V2;
using V3 = Perch.Routing.Ospf.Lsas.V3;

namespace Perch.Tests.Simulation.Routers;

/// <summary>What a router says of itself (RFC 2328 12.4, RFC 5340 4.4.3).</summary>
internal sealed class RouterOrigination(Router router)
{
    /// <summary>RFC 2328 B.</summary>
    private static readonly TimeSpan MinLsInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LsRefreshTime = TimeSpan.FromSeconds(1800);

    private readonly Dictionary<(LsaKey Key, RouterInterface Link), TimeSpan> _originatedAt = [];
    private readonly HashSet<LsaKey> _overtaken = [];

    private TimeSpan _lookAt;

    private bool IsV2 => router.Version == OspfVersion.V2;

    public void Clear()
    {
        _originatedAt.Clear();
        _overtaken.Clear();
        _lookAt = TimeSpan.Zero;
    }

    /// <summary>Somebody has a newer copy, from an earlier life of ours (RFC 2328 13.4).</summary>
    public void Overtaken(LsaKey key) => _overtaken.Add(key);

    /// <summary>When something has changed, and from time to time.</summary>
    public void Run()
    {
        if (router.Changed || _overtaken.Count > 0 || router.Now >= _lookAt)
        {
            router.Changed = false;
            _lookAt = router.Now + MinLsInterval;
            Look();
        }
    }

    private void Look()
    {
        var wanted = Wanted().ToList();
        foreach (var (link, key, body) in wanted)
        {
            var have = router.Flooding.Of(link, key).Find(key);
            var fits = have is { IsAged: false } && have.Bytes.AsSpan(LsaHeader.Size).SequenceEqual(body)
                && have.Age(router.Now) < LsRefreshTime.TotalSeconds && !_overtaken.Contains(key);
            if (!fits && router.Now >= _originatedAt.GetValueOrDefault((key, link)) + MinLsInterval)
            {
                _overtaken.Remove(key);
                _originatedAt[(key, link)] = router.Now;
                Install(link, key, have?.Header.Sequence.Next ?? SequenceNumber.Initial, body, age: 0);
            }
        }

        foreach (var link in router.Interfaces)
        {
            var unwanted = router.Flooding.Of(link)
                .Where(lsa => !lsa.IsAged && lsa.Header.Key.AdvertisingRouter == router.Id
                    && !wanted.Exists(one => one.Key == lsa.Header.Key))
                .ToList();
            unwanted.ForEach(lsa => Install(
                link, lsa.Header.Key, lsa.Header.Sequence, lsa.Bytes.AsSpan(LsaHeader.Size), LsaHeader.MaxAge));
        }

        router.Flooding.Flush();
    }

    private void Install(RouterInterface link, LsaKey key, SequenceNumber sequence, ReadOnlySpan<byte> body, ushort age)
    {
        var options = IsV2 ? Options.External & router.Options : Options.None;
        var instance = Lsa.Build(key, options, sequence, body, age);
        router.Flooding.Install(link, new StoredLsa(instance.Header, instance.Bytes, router.Now));
    }

    private IEnumerable<(RouterInterface Link, LsaKey Key, byte[] Body)> Wanted()
    {
        var first = router.Interfaces[0];
        yield return IsV2
            ? (first, new LsaKey(LsType.Router, router.Id.Value, router.Id), RouterBody2())
            : (first, new LsaKey(LsType.Router3, 0, router.Id), RouterBody3());
        foreach (var link in router.Interfaces)
        {
            if (link.IsDesignated && link.Neighbors.Exists(neighbor => neighbor.State == State.Full))
            {
                yield return (link, new LsaKey(
                    IsV2 ? LsType.Network : LsType.Network3, IsV2 ? link.OwnName : link.Port.Index, router.Id),
                    NetworkBody(link));
            }

            if (!IsV2)
            {
                yield return (link, new LsaKey(LsType.Link3, link.Port.Index, router.Id),
                    new V3.LinkLsa(link.Priority, router.Options, link.Address).Encode());
            }
        }

        for (var i = 0; i < router.Habits.Externals && router.Settings.AreaType != AreaType.Stub; i++)
        {
            yield return (first, ExternalKey(i), ExternalBody(i));
        }
    }

    private LsaKey ExternalKey(int number)
    {
        var isNssa = router.Settings.AreaType == AreaType.Nssa;
        var type = IsV2 ? (isNssa ? LsType.Nssa : LsType.AsExternal) : isNssa ? LsType.Nssa3 : LsType.AsExternal3;
        return new LsaKey(type, 0x6400_0000u + (uint)number, router.Id);
    }

    private byte[] ExternalBody(int number) => IsV2
        ? new V2.AsExternalLsa(uint.MaxValue, Type2: true, 20, 0, 0).Encode()
        : new V3.AsExternalLsa(
            V3.Prefix.Of(new AnycastPrefix(new IpAddress(((UInt128)0x2001_0DB8 << 96) | (uint)number)), 0),
            Type2: true, 20, null, 0).Encode();

    private byte[] RouterBody2()
    {
        var links = router.Interfaces.SelectMany(link => Adjacent(link).Select(neighbor => link.IsPointToPoint
            ? new V2.RouterLink(V2.RouterLinkType.PointToPoint, neighbor.Id.Value, link.OwnName, 10)
            : new V2.RouterLink(V2.RouterLinkType.Transit, link.DesignatedRouter, link.OwnName, 10)));
        return new V2.RouterLsa(V2.RouterLsaFlags.AsBoundary, [.. links]).Encode();
    }

    private byte[] RouterBody3()
    {
        var links = router.Interfaces.SelectMany(link => Adjacent(link).Select(neighbor => new V3.RouterLink(
            link.IsPointToPoint ? V3.RouterLinkType.PointToPoint : V3.RouterLinkType.Transit,
            10,
            link.Port.Index,
            neighbor.InterfaceId,
            neighbor.Id)));
        return new V3.RouterLsa(V3.RouterLsaFlags.AsBoundary, router.Options, [.. links]).Encode();
    }

    /// <summary>On a broadcast link one stands for all: the designated router, or anybody where that is us.</summary>
    private static IEnumerable<RouterNeighbor> Adjacent(RouterInterface link)
    {
        var full = link.Neighbors.Where(neighbor => neighbor.State == State.Full);
        return link.IsPointToPoint ? full
            : full.Where(neighbor => link.IsDesignated || link.NameOf(neighbor) == link.DesignatedRouter).Take(1);
    }

    private byte[] NetworkBody(RouterInterface link)
    {
        uint[] attached =
        [
            router.Id.Value,
            .. link.Neighbors.Where(neighbor => neighbor.State == State.Full).Select(neighbor => neighbor.Id.Value),
        ];
        var body = new byte[sizeof(uint) * (attached.Length + 1)];
        var writer = new WireWriter(body);
        writer.Write(IsV2 ? 0xFFFF_FF00 : (uint)router.Options);
        foreach (var id in attached)
        {
            writer.Write(id);
        }

        return body;
    }
}
