using System.Text.Json.Nodes;
using Perch.Docker;

namespace Perch.Tests.Unit.Docker;

/// <summary>What is done to containers and images, and what the engine reports.</summary>
public sealed class LifecycleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creating_sends_the_body_raw_and_returns_the_identifier()
    {
        using var engine = new FakeEngine().Answers("POST /v1.41/containers/create", "201 Created", """{"Id":"abc"}""");
        using var client = await engine.ConnectAsync();
        Assert.Equal("abc", await client.CreateContainerAsync("dns.next", new JsonObject { ["Odd"] = 1 }, Cancel));
        Assert.Equal("POST /v1.41/containers/create?name=dns.next", engine.Requests[^1]);
    }

    [Fact]
    public async Task Starting_what_runs_is_no_failure()
    {
        using var engine = new FakeEngine().Answers("POST /v1.41/containers/a/start", "304 Not Modified", "");
        using var client = await engine.ConnectAsync();
        await client.StartContainerAsync("a", Cancel);
    }

    [Fact]
    public async Task Stopping_waits_for_the_containers_own_grace()
    {
        using var engine = new FakeEngine().Answers("POST /v1.41/containers/a/stop", "204 No Content", "");
        using var client = await engine.ConnectAsync();
        await client.StopContainerAsync("a", TimeSpan.FromSeconds(12), Cancel);
        Assert.Equal("POST /v1.41/containers/a/stop?t=12", engine.Requests[^1]);
    }

    [Fact]
    public async Task Removing_what_is_gone_is_no_failure_and_never_takes_a_volume()
    {
        using var engine = new FakeEngine();
        using var client = await engine.ConnectAsync();
        await client.RemoveContainerAsync("a", force: true, Cancel);
        Assert.Equal("DELETE /v1.41/containers/a?v=false&force=true", engine.Requests[^1]);
    }

    [Fact]
    public async Task A_pull_that_fails_after_200_OK_is_a_failure()
    {
        using var engine = new FakeEngine().Answers(
            "POST /v1.41/images/create", """{"status":"Pulling"}""" + "\n" + """{"error":"manifest unknown"}""");
        using var client = await engine.ConnectAsync();
        var error = await Assert.ThrowsAsync<DockerException>(() => client.PullImageAsync("a:1", null, Cancel));
        Assert.Equal("The engine could not pull a:1: manifest unknown", error.Message);
    }

    [Fact]
    public async Task Events_come_in_order_and_the_end_of_the_stream_is_a_sentence()
    {
        using var engine = new FakeEngine().AnswersRaw("GET /v1.41/events", """
            {"Action":"die","Actor":{"ID":"abc","Attributes":{"perch.pod":"dns"}},"timeNano":1700000000000000100}
            {"Action":"stop","Actor":{"ID":"abc"},"timeNano":1700000000000000200}

            """u8);
        using var client = await engine.ConnectAsync();
        using var events = await client.OpenEventsAsync("perch.pod", ["die", "stop"], default, Cancel);
        EngineEvent[] seen = [await events.NextAsync(Cancel), await events.NextAsync(Cancel)];
        var error = await Assert.ThrowsAsync<DockerException>(() => events.NextAsync(Cancel));
        Assert.Contains("ended its event stream", error.Message, StringComparison.Ordinal);
        Assert.Equal(["die abc", "stop abc"], seen.Select(what => $"{what.Action} {what.Id}"));
        Assert.Equal("dns", seen[0].Attributes["perch.pod"]);
        Assert.Contains("since=1&", engine.Requests[^1], StringComparison.Ordinal);
    }
}
