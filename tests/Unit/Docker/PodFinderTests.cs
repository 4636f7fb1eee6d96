using Perch.Pods;

namespace Perch.Tests.Unit.Docker;

public sealed class PodFinderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_container_that_cannot_be_inspected_hides_no_other()
    {
        using var engine = new FakeEngine()
            .Answers("GET /v1.41/containers/json", $"""
                [{Entry("a", "application")}, {Entry("b", "speaker")}, {Entry("c", "holder")}]
                """)
            .Answers("GET /v1.41/containers/a/json", "500 Internal Server Error", """{"message":"RWLayer is nil"}""")
            .Answers("GET /v1.41/containers/b/json", """{"Id":"b","Name":"/dns-b","State":{"Running":true}}""")
            .Answers("GET /v1.41/containers/c/json", """{"Id":"c","Name":"/dns-c","State":{"Running":true}}""");
        using var client = await engine.ConnectAsync();

        var pod = Assert.Single(await new PodFinder(client).FindAsync(null, Cancel));

        Assert.Equal(("dns-b", "dns-c"), (pod.Speaker?.Name, pod.Holder?.Name));
        Assert.Equal(
            ["dns-a cannot be inspected: The engine refused: RWLayer is nil (500)"],
            PodReport.Of(pod, default).Reasons.Where(reason => reason.Contains("dns-a", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            PodReport.Of(pod, default).Reasons, reason => reason.Contains("application", StringComparison.Ordinal));
    }

    private static string Entry(string id, string role) => $$$"""
        {"Id":"{{{id}}}","Names":["/dns-{{{id}}}"],"State":"running",
         "Labels":{"perch.pod":"dns","perch.role":"{{{role}}}","com.docker.compose.project":"dns"}}
        """;
}
