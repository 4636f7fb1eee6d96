using System.Text.Json;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;

namespace Perch.Speaker.Config;

/// <summary>Reads the configuration, and says everything that is wrong with it at once.</summary>
internal static class ConfigReader
{
    /// <returns>Null when there are problems.</returns>
    public static SpeakerPlan? Read(string? json, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            problems.Add($"{PodNames.ConfigVariable} is not set: perch render writes it into the Compose file");
            return null;
        }

        var config = Parse(json, problems);
        if (config is null)
        {
            return null;
        }

        var prefixes = Prefixes(config, problems);
        var subnets = Subnets(config.Ospf, problems);
        HealthRules.Check(config.Health, problems);
        OspfRules.Check(config.Ospf, problems);
        OspfVersion[] versions = [.. prefixes.Select(VersionOf).Distinct().Order()];
        var keyrings = KeyFiles.Read(config.Ospf.Authentication, versions, problems);
        DrainRules.Check(config.Drain, problems);
        return problems.Count > 0 ? null : new SpeakerPlan
        {
            Config = config,
            Prefixes = prefixes,
            Subnets = subnets,
            Ospf = Settings(config.Ospf),
            Keyrings = keyrings,
        };
    }

    private static OspfVersion VersionOf(AnycastPrefix prefix) =>
        prefix.Address.IsV4 ? OspfVersion.V2 : OspfVersion.V3;

    private static SpeakerConfig? Parse(string json, List<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("version", out var given)
                && given.TryGetInt32(out var version) && version != SpeakerConfig.CurrentVersion)
            {
                problems.Add($"{PodNames.ConfigVariable} is of version {version}, this speaker understands "
                    + $"{SpeakerConfig.CurrentVersion}: use perch and perch-speaker of the same version");
                return null;
            }

            var config = JsonSerializer.Deserialize(json, ModelJson.Default.SpeakerConfig);
            if (config is null)
            {
                problems.Add($"{PodNames.ConfigVariable} is null: an object is expected");
            }

            return config;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            problems.Add($"{PodNames.ConfigVariable} cannot be read: {failure.Message}");
            return null;
        }
    }

    private static List<AnycastPrefix> Prefixes(SpeakerConfig config, List<string> problems)
    {
        var prefixes = new List<AnycastPrefix>();
        problems.Require(config.Pod.Length > 0, "pod is empty: it is the name of the service");
        problems.Require(config.Addresses.Count > 0, "addresses is empty: at least one is to be announced");
        foreach (var text in config.Addresses)
        {
            if (!AnycastPrefix.TryParse(text, out var prefix, out var problem))
            {
                problems.Add($"addresses: {problem}");
            }
            else if (prefixes.Contains(prefix))
            {
                problems.Add($"addresses: {prefix} is there twice: remove one");
            }
            else
            {
                prefixes.Add(prefix);
            }
        }

        return prefixes;
    }

    private static List<Subnet> Subnets(OspfConfig ospf, List<string> problems)
    {
        var subnets = new List<Subnet>();
        foreach (var text in ospf.Subnets)
        {
            problems.Require(
                Subnet.TryParse(text, out var subnet),
                $"ospf.subnets: '{text}' is not a subnet; write one such as 172.18.3.0/24 or fd00:3::/64");
            subnets.Add(subnet);
        }

        return subnets;
    }

    private static OspfSettings Settings(OspfConfig ospf) => new()
    {
        Area = AreaId.TryParse(ospf.Area, out var area) ? area : null,
        NetworkType = ospf.NetworkType,
        HelloInterval = ospf.Hello,
        RouterDeadInterval = ospf.Dead,
        RouterId = RouterId.TryParse(ospf.RouterId, out var own) ? own : null,
        SeededNeighbors = RouterId.TryParse(ospf.HostRouterId, out var host) ? [host] : [],
        AnnounceAs = ospf.AnnounceAs,
        MtuIgnore = ospf.MtuIgnore,
        InstanceId = ospf.InstanceId,
        TtlSecurity = ospf.TtlSecurity,
    };
}
