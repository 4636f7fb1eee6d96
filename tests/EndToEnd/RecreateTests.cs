using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>An update replaces the application's container: the namespace and the adjacency outlive it.</summary>
public sealed class RecreateTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task Compose_recreates_the_application_and_the_adjacency_stays_full()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await StaysAsync(network, pod, () => pod.ComposeAsync(
            "up -d --force-recreate --no-deps -t 2 powerdns", Token));
    }

    [LabFact]
    public async Task An_updater_recreates_the_application_through_the_api_and_the_adjacency_stays_full()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await StaysAsync(network, pod, () => RecreateAsWatchtowerDoesAsync(pod));
    }

    private static async Task StaysAsync(AnycastNetwork network, Deployment pod, Func<Task> recreate)
    {
        var (changes, place, id) = (pod.AdjacencyChanges(), await PlaceAsync(pod), await IdAsync(pod));

        await recreate();
        await pod.ReachesAsync("announced", Token);
        await network.AnswersAsync(network.HostA, Token);

        Assert.NotEqual(id, await IdAsync(pod));
        Assert.Equal(place, await PlaceAsync(pod));
        Assert.Equal(changes, pod.AdjacencyChanges());
    }

    private static Task<string> IdAsync(Deployment pod) =>
        pod.DoAsync($"docker inspect --format '{{{{.Id}}}}' {Deployment.Application}", Token);

    /// <summary>Address and published ports, as the engine gave them to the holder.</summary>
    private static Task<string> PlaceAsync(Deployment pod) =>
        pod.DoAsync($"docker inspect --format '{{{{json .NetworkSettings}}}}' {Deployment.Holder}", Token);

    /// <summary>The order of calls that Watchtower keeps: inspect, stop, remove, create with what was inspected,
    /// start.</summary>
    private static async Task RecreateAsWatchtowerDoesAsync(Deployment pod)
    {
        using var engine = Connect(pod.Machine.Root + "/run/docker.sock");
        var old = (await engine.GetFromJsonAsync<JsonNode>($"containers/{Deployment.Application}/json", Token))!;
        var create = old["Config"]!.DeepClone();
        create["HostConfig"] = old["HostConfig"]!.DeepClone();
        // A container in another's namespace has no name of its own there.
        create.AsObject().Remove("Hostname");

        await SendAsync(engine, HttpMethod.Post, $"containers/{Deployment.Application}/stop?t=2", null);
        await SendAsync(engine, HttpMethod.Delete, $"containers/{Deployment.Application}?v=false", null);
        await SendAsync(engine, HttpMethod.Post, $"containers/create?name={Deployment.Application}", create);
        await SendAsync(engine, HttpMethod.Post, $"containers/{Deployment.Application}/start", null);
    }

    private static async Task SendAsync(HttpClient engine, HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await engine.SendAsync(request, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static HttpClient Connect(string socket) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, token) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), token);
            return new NetworkStream(connection, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://engine/v1.41/"),
    };
}
