using Perch.Compose.Keys;
using Perch.Compose.Project;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Anycast;

/// <summary>From x-anycast.ospf to how the addresses are announced.</summary>
internal sealed class OspfReader(ComposeModel model, Service service, Findings findings)
{
    public OspfConfig Read(Section root, IReadOnlyList<AnycastPrefix> addresses, SecretReader secrets)
    {
        var defaults = new OspfConfig();
        if (!root.Try(AnycastKeys.Ospf, out var ospf))
        {
            return defaults;
        }

        var config = new OspfConfig
        {
            Area = ospf.ReadText(OspfKeys.Area),
            NetworkType = ospf.Try(OspfKeys.NetworkType, out var type) ? type : null,
            Hello = ospf.Try(OspfKeys.Hello, out var hello) ? hello : null,
            Dead = ospf.Try(OspfKeys.Dead, out var dead) ? dead : null,
            RouterId = ospf.ReadText(OspfKeys.RouterId),
            HostRouterId = ospf.ReadText(OspfKeys.HostRouterId),
            AnnounceAs = ospf.Try(OspfKeys.AnnounceAs, out var form) ? form : null,
            Metric = (int)ospf.Read(OspfKeys.Metric, defaults.Metric),
            Tag = (uint)ospf.Read(OspfKeys.Tag, defaults.Tag),
            MtuIgnore = ospf.Read(OspfKeys.MtuIgnore, defaults.MtuIgnore),
            InstanceId = (byte)ospf.Read(OspfKeys.InstanceId, defaults.InstanceId),
            TtlSecurity = ospf.Read(OspfKeys.TtlSecurity, defaults.TtlSecurity),
            Authentication = new KeyReader(secrets, findings).Read(ospf, Versions(addresses)),
            Subnets = [.. ospf.Read(OspfKeys.Networks, []).SelectMany(Subnets)],
        };
        Check(ospf, config);
        if (config.InstanceId != 0 && addresses.Count > 0 && !Versions(addresses).Contains(3))
        {
            findings.Warning(
                ospf.PlaceOf(OspfKeys.InstanceId), "only OSPFv3 has instances, and no address here is IPv6",
                "remove instance-id");
        }

        return config;
    }

    /// <summary>OSPFv2 announces the IPv4 addresses, OSPFv3 the IPv6 ones.</summary>
    private static int[] Versions(IReadOnlyList<AnycastPrefix> addresses) =>
        [.. addresses.Select(address => address.Address.IsV4 ? 2 : 3).Distinct().Order()];

    private void Check(Section ospf, OspfConfig config)
    {
        if (config is { Hello: { } hello, Dead: { } dead } && dead <= hello)
        {
            findings.Error(
                ospf.PlaceOf(OspfKeys.Dead),
                $"a neighbor would be dead after {Seconds(dead)}, with its next Hello due at {Seconds(hello)}",
                $"write more than {Seconds(hello)}; four times hello is usual (RFC 2328 C.3)");
        }

        if (config.RouterId is { } own && own == config.HostRouterId)
        {
            findings.Error(
                ospf.PlaceOf(OspfKeys.HostRouterId),
                $"{own} cannot name both the speaker and the host's router",
                "write the host router's own id, or remove router-id");
        }

        if (config.AnnounceAs != AnnounceAs.StubLink)
        {
            return;
        }

        if (config.Metric > OspfKeys.MaxStubMetric)
        {
            findings.Error(
                ospf.PlaceOf(OspfKeys.Metric),
                $"{config.Metric} does not fit the 16 bits of a stub link",
                $"write at most {OspfKeys.MaxStubMetric}");
        }

        if (config.Tag != 0)
        {
            findings.Error(
                ospf.PlaceOf(OspfKeys.Tag), "a stub link carries no tag", "remove tag, or announce as external-1");
        }
    }

    /// <summary>A network by its name; the speaker knows interfaces only by their addresses.</summary>
    private IEnumerable<string> Subnets(Place written)
    {
        var name = written.Text!;
        var network = service.Networks.FirstOrDefault(each => each.Name == name);
        if (network.Name is null)
        {
            var known = service.Networks.Select(each => each.Name);
            findings.Error(written, $"{service.Name} is on no network {name}", Nearest.Of(name, known));
            return [];
        }

        var subnets = model.OspfSubnets(name).ToList();
        if (subnets.Count == 0 && network.Options["ipv4_address"]?.Text is { } address)
        {
            return [address + "/32"];
        }

        if (subnets.Count == 0)
        {
            findings.Error(written, $"the subnet of {name} is not known before Docker has chosen one",
                $"write networks.{name}.ipam.config[0].subnet, or the ipv4_address of {service.Name} there");
        }

        return subnets;
    }

    private static string Seconds(TimeSpan duration) => $"{duration.TotalSeconds:0} s";
}
