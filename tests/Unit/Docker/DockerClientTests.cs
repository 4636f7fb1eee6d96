using Perch.Docker;
using Perch.Docker.Endpoint;

namespace Perch.Tests.Unit.Docker;

public sealed class DockerClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_after_the_ping_carries_the_negotiated_version()
    {
        using var engine = new FakeEngine("1.45").Answers("GET /v1.45/info", """{"LiveRestoreEnabled":true}""");
        using var client = await engine.ConnectAsync();
        Assert.True((await client.EngineInfoAsync(Cancel)).LiveRestore);
        Assert.Equal(["GET /_ping", "GET /v1.45/info"], engine.Requests);
    }

    [Fact]
    public async Task An_engine_older_than_20_10_is_refused_with_both_versions()
    {
        using var engine = new FakeEngine("1.40");
        var error = await Assert.ThrowsAsync<DockerException>(engine.ConnectAsync);
        Assert.Contains("speaks API 1.40; Perch needs 1.41", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_socket_is_a_sentence_that_names_it()
    {
        var endpoint = new DockerEndpoint.Unix("/nowhere/docker.sock")
        {
            Address = "unix:///nowhere/docker.sock",
            Source = "DOCKER_HOST",
        };
        var error = await Assert.ThrowsAsync<DockerException>(() => DockerClient.ConnectAsync(endpoint, Cancel));
        Assert.Equal("The Docker engine is not reachable at unix:///nowhere/docker.sock (DOCKER_HOST): "
            + "there is no such socket. Is Docker installed and running (systemctl start docker)?", error.Message);
    }

    [Fact]
    public async Task A_command_that_fails_to_dial_is_quoted()
    {
        var endpoint = new DockerEndpoint.Command(["sh", "-c", "echo host key changed >&2; exit 255"])
        {
            Address = "ssh://h1",
            Source = "DOCKER_HOST",
        };
        var error = await Assert.ThrowsAsync<DockerException>(() => DockerClient.ConnectAsync(endpoint, Cancel));
        Assert.Contains("host key changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_the_engines_own_sentence()
    {
        using var engine = new FakeEngine()
            .Answers("GET /v1.41/networks", "500 Internal Server Error", """{"message":"boom"}""");
        using var client = await engine.ConnectAsync();
        var error = await Assert.ThrowsAsync<DockerException>(() => client.ListNetworksAsync(Cancel));
        Assert.Equal("The engine refused: boom (500)", error.Message);
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        using var engine = new FakeEngine();
        using var client = await engine.ConnectAsync();
        Assert.Null(await client.FindImageAsync("perch/holder:0.1.0", Cancel));
    }

    [Fact]
    public async Task An_archive_that_the_engine_cannot_load_is_an_error_although_it_answers_200()
    {
        using var engine = new FakeEngine()
            .Answers("POST /v1.41/images/load?quiet=1", """{"errorDetail":{"message":"bad"},"error":"bad tar"}""");
        using var client = await engine.ConnectAsync();
        var error = await Assert.ThrowsAsync<DockerException>(() => client.LoadImageAsync(new MemoryStream(), Cancel));
        Assert.Contains("bad tar", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_in_a_container_comes_back_with_both_streams_and_its_exit_code()
    {
        byte[] frames =
        [
            1, 0, 0, 0, 0, 0, 0, 3, .. "one"u8,
            2, 0, 0, 0, 0, 0, 0, 3, .. "two"u8,
            1, 0, 0, 0, 0, 0, 0, 1, .. "!"u8,
        ];
        using var engine = new FakeEngine()
            .Answers("POST /v1.41/containers/c1/exec", """{"Id":"e1"}""")
            .AnswersRaw("POST /v1.41/exec/e1/start", frames)
            .Answers("GET /v1.41/exec/e1/json", """{"Running":false,"ExitCode":4}""");
        using var client = await engine.ConnectAsync();
        var result = await client.ExecAsync("c1", ["/perch-speaker", "status"], Cancel);
        Assert.Equal(new ExecResult(4, "one!", "two"), result);
    }

    [Theory]
    [InlineData("""{"Driver":"bridge","Id":"0123456789abcdef"}""", "br-0123456789ab")]
    [InlineData("""{"Driver":"bridge","Id":"01234","Options":{"com.docker.network.bridge.name":"any0"}}""", "any0")]
    [InlineData("""{"Driver":"macvlan","Id":"0123456789abcdef"}""", null)]
    public void A_network_knows_its_interface_on_the_host(string json, string? bridge)
    {
        Assert.Equal(bridge, new Network(System.Text.Json.JsonElement.Parse(json)).Bridge);
    }
}
