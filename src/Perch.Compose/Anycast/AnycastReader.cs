using Perch.Compose.Keys;
using Perch.Compose.Project;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Anycast;

/// <summary>From x-anycast of one service to what its speaker is told.</summary>
internal sealed class AnycastReader(ComposeModel model, Findings findings)
{
    /// <summary>
    /// Null when x-anycast cannot be read at all; whatever else is wrong stands in the findings.
    /// </summary>
    public PodPlan? Read(Service service)
    {
        if (service.Anycast is not { } written)
        {
            return null;
        }

        var place = written with { Node = Dollars.Unescape(written, findings) };
        if (!AnycastKeys.Root.TryRead(place, findings, out var root))
        {
            return null;
        }

        var addresses = Addresses(root);
        var authorities = new AuthorityReader(model, findings);
        var secrets = new SecretReader(model, findings);
        var health = new HealthReader(service, new ProbeReader(authorities, findings), findings).Read(root);
        var ospf = new OspfReader(model, service, findings).Read(root, addresses, secrets);
        return new PodPlan
        {
            Service = service,
            Addresses = addresses,
            Update = Update(root),
            Files = [.. authorities.Found, .. secrets.Found],
            BindsAddress = addresses.Any(address => !StaticAddress.Of(service).Contains(address.Address)),
            Speaker = new SpeakerConfig
            {
                Pod = service.Name,
                Addresses = [.. addresses.Select(address => address.ToString())],
                Families = Families(root, addresses),
                Ospf = ospf,
                Health = health,
                Drain = Drain(root),
            },
        };
    }

    private static List<AnycastPrefix> Addresses(Section root)
    {
        var addresses = new List<AnycastPrefix>();
        foreach (var place in root.Read(AnycastKeys.Addresses, []))
        {
            _ = AnycastPrefix.TryParse(place.Text, out var address, out _);
            if (addresses.Contains(address))
            {
                root.Findings.Error(place, $"{address.Address} is in the list twice", "keep it once");
            }

            addresses.Add(address);
        }

        return addresses;
    }

    private static Families Families(Section root, List<AnycastPrefix> addresses)
    {
        var families = root.Read(AnycastKeys.Families, Model.Config.Families.Together);
        if (families == Model.Config.Families.Each && addresses.DistinctBy(address => address.Address.IsV4).Count() < 2)
        {
            root.Findings.Warning(
                root.PlaceOf(AnycastKeys.Families), "the addresses are all of one family, so nothing stands by itself",
                "remove families, or add addresses of the other family");
        }

        return families;
    }

    private static UpdateConfig? Update(Section root)
    {
        var defaults = new UpdateConfig();
        return !root.Try(AnycastKeys.Update, out var update) ? null : new UpdateConfig
        {
            Policy = update.Read(UpdateKeys.Policy, defaults.Policy),
            Interval = update.Read(UpdateKeys.Interval, defaults.Interval),
            Window = update.ReadText(UpdateKeys.Window),
            Cooldown = update.Read(UpdateKeys.Cooldown, defaults.Cooldown),
            Soak = update.Read(UpdateKeys.Soak, defaults.Soak),
            Overlap = update.Read(UpdateKeys.Overlap, defaults.Overlap),
        };
    }

    private static DrainConfig Drain(Section root)
    {
        var defaults = new DrainConfig();
        return !root.Try(AnycastKeys.Drain, out var drain) ? defaults : new DrainConfig
        {
            Deprefer = drain.Read(DrainKeys.Deprefer, defaults.Deprefer),
            DepreferOnStop = drain.Read(DrainKeys.DepreferOnStop, defaults.DepreferOnStop),
        };
    }
}
