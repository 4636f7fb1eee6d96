using System.Text.Json;
using Perch.Agent.Reconcile;
using Perch.Agent.Watch;
using Perch.Docker;
using Perch.Tests.Unit.Docker;

namespace Perch.Tests.Unit.Agent.Watch;

/// <summary>Which containers are the pod's, and which are somebody's work in hand.</summary>
public sealed class SightingTests
{
    private static readonly PodKey Key = new("dns", "powerdns");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_pod_is_a_holder_and_its_members_the_speaker_first()
    {
        var pod = See(Of("net", "holder"), Of("dns", "application"), Of("spk", "speaker"));
        Assert.Equal("net", pod.Holder?.Name);
        Assert.Equal(["spk", "dns"], pod.Members.Select(member => member.Name));
        Assert.Empty(pod.InFlight);
    }

    [Theory]
    [InlineData("0123456789ab_dns")]
    [InlineData("dns.next")]
    [InlineData("dns.prev")]
    public void A_container_under_a_passing_name_is_in_flight_and_no_member(string name)
    {
        var pod = See(Of("dns", "application"), Of(name, "application"));
        Assert.Equal(["dns"], pod.Members.Select(member => member.Name));
        Assert.Equal([name], pod.InFlight);
    }

    [Fact]
    public void What_compose_replaced_is_in_flight_only_while_the_other_is_there()
    {
        var label = new Dictionary<string, string> { ["com.docker.compose.replace"] = "id-old" };
        Assert.Equal(["dns"], See(Of("dns", "application", label), Of("old", "application")).InFlight);
        Assert.Empty(See(Of("dns", "application", label)).InFlight);
    }

    [Fact]
    public void Of_two_for_one_place_the_running_one_counts()
    {
        var pod = See(Of("dns-1", "application", state: "exited"), Of("dns-2", "application"));
        Assert.Equal(["dns-2"], pod.Members.Select(member => member.Name));
    }

    [Fact]
    public async Task A_container_that_the_engine_cannot_describe_hides_no_other()
    {
        using var engine = new FakeEngine()
            .Answers("GET /v1.41/containers/json", $"[{Entry("a", "holder")},{Entry("b", "speaker")}]")
            .Answers("GET /v1.41/containers/a/json", Json("net", "holder"))
            .Answers("GET /v1.41/containers/b/json", "500 Internal Server Error", """{"message":"RWLayer is nil"}""");
        using var docker = await engine.ConnectAsync();

        var seen = (await new Lookout(docker).AllAsync(Cancel))[Key].Pod;

        Assert.Equal("net", seen.Holder?.Name);
        Assert.Contains("RWLayer is nil", Assert.Single(seen.Unreadable), StringComparison.Ordinal);
        Assert.False(seen.HolderIsUnreadable);
    }

    [Fact]
    public async Task What_is_kept_of_a_container_is_found_again_until_its_pod_is_gone()
    {
        var folder = Directory.CreateTempSubdirectory("perch-kept-");
        using var engine = new FakeEngine().Answers("GET /v1.41/images/sha256:1/json", """{"Id":"sha256:1"}""");
        using var docker = await engine.ConnectAsync();
        var kept = new KeptContainers(folder.FullName);
        Assert.False(kept.HasHolder(Key));

        await kept.KeepAsync(Sighting.Of(Key, [Of("net", "holder")], []), docker, Cancel);

        Assert.True(kept.HasHolder(Key));
        var found = new KeptContainers(folder.FullName).Find(Key, "holder");
        Assert.Equal("net", found?.Container.Name);
        Assert.Equal("sha256:1", found?.Image?.Text("Id"));
        var file = Assert.Single(Directory.GetFiles(folder.FullName));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        kept.KeepOnly([Key]);
        Assert.True(kept.HasHolder(Key));
        kept.KeepOnly([]);
        Assert.False(kept.HasHolder(Key));
        folder.Delete(recursive: true);
    }

    private static SeenPod See(params Container[] containers) => Sighting.Of(Key, containers, []).Pod;

    private static Container Of(
        string name, string role, Dictionary<string, string>? labels = null, string state = "running") =>
        new(JsonElement.Parse(Json(name, role, labels, state)));

    private static string Entry(string id, string role) => $$"""
        {"Id":"{{id}}","Names":["/{{id}}"],"Labels":{"com.docker.compose.project":"dns","perch.pod":"powerdns",
        "perch.role":"{{role}}" } }
        """;

    private static string Json(
        string name, string role, Dictionary<string, string>? labels = null, string state = "running")
    {
        var more = string.Concat((labels ?? []).Select(label => $",\"{label.Key}\":\"{label.Value}\""));
        var running = state == "running" ? "true" : "false";
        var known = "\"com.docker.compose.project\":\"dns\",\"perch.pod\":\"powerdns\"";
        return $$"""
            {"Id":"id-{{name}}","Name":"/{{name}}","Image":"sha256:1","HostConfig":{"NetworkMode":"container:x"},
            "State":{"Status":"{{state}}","Running":{{running}},"StartedAt":"2026-01-01T00:00:00.000000001Z" },
            "Config":{"Labels":{ {{known}},"perch.role":"{{role}}"{{more}} } } }
            """;
    }
}
