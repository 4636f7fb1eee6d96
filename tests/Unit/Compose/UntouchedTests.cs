using Perch.Compose.Yaml;

namespace Perch.Tests.Unit.Compose;

/// <summary>What has nothing to do with the network is in the rendered file as it was written.</summary>
public sealed class UntouchedTests
{
    /// <summary>What a pod changes in a service: what moves to the holder, and what makes it part of the pod.</summary>
    private static readonly string[] Changed =
    [
        "networks", "ports", "expose", "hostname", "domainname", "dns", "dns_opt", "dns_search", "extra_hosts",
        "mac_address", "links", "external_links", "sysctls", "network_mode", "labels", "depends_on", "x-anycast",
    ];

    [Theory]
    [MemberData(nameof(CaseTests.RenderedCases), MemberType = typeof(CaseTests))]
    public void Every_other_key_of_every_service_stays(string name)
    {
        var scenario = new Case(name);
        var written = Written(scenario);
        var rendered = Read(scenario.InFolder("rendered.expected.yaml"));
        foreach (var service in ((YamlMapping)written["services"]!).Entries)
        {
            var now = (YamlMapping)((YamlMapping)rendered["services"]!)[service.Name]!;
            Assert.Equal(Text((YamlMapping)service.Value), Text(now));
        }
    }

    [Theory]
    [MemberData(nameof(CaseTests.RenderedCases), MemberType = typeof(CaseTests))]
    public void What_moves_arrives_at_the_holder_whole(string name)
    {
        var scenario = new Case(name);
        var written = Written(scenario);
        var rendered = (YamlMapping)Read(scenario.InFolder("rendered.expected.yaml"))["services"]!;
        foreach (var service in ((YamlMapping)written["services"]!).Entries)
        {
            if (service.Value is not YamlMapping before || before["x-anycast"] is null)
            {
                continue;
            }

            var holder = (YamlMapping)rendered[service.Name + "-net"]!;
            string[] moved = [.. Changed.Except(["networks", "links", "sysctls", "labels", "depends_on", "x-anycast"])];
            Assert.All(moved, key => Assert.Equal(Text(before[key]), Text(holder[key])));
            Assert.All(moved.Except(["network_mode"]), key => Assert.Null(((YamlMapping)rendered[service.Name]!)[key]));
        }
    }

    private static YamlMapping Written(Case scenario)
    {
        var merged = scenario.InFolder("merged.yaml");
        return Read(File.Exists(merged) ? merged : scenario.InFolder("compose.yaml"));
    }

    private static YamlMapping Read(string path) => (YamlMapping)YamlReader.Read(File.ReadAllText(path)).Root!;

    private static string Text(YamlMapping service) => YamlWriter.Write(service.Without(Changed));

    private static string Text(YamlNode? value) =>
        value is null ? "" : YamlWriter.Write(YamlMapping.Empty.With("value", value));
}
