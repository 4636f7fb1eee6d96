using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Perch.Docker;

/// <summary>What is done to a container. Each call ends by itself, also when the engine hangs.</summary>
public sealed partial class DockerClient
{
    /// <summary>Creating and starting wait for storage and the runtime; on a busy host that takes seconds.</summary>
    private static readonly TimeSpan WorkTimeout = TimeSpan.FromMinutes(1);

    /// <summary>What the engine says of an order to kill what does not run.</summary>
    private const int Conflict = 409;

    /// <summary>A container may ask never to be killed (a negative StopTimeout); even then we do not wait for
    /// ever.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(10);

    /// <summary>Creates a container from the raw body of POST /containers/create and returns its
    /// identifier.</summary>
    public async Task<string> CreateContainerAsync(string name, JsonNode body, CancellationToken cancellationToken)
    {
        var path = Versioned($"/containers/create?name={Uri.EscapeDataString(name)}");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonBody(body.ToJsonString()) };
        using var response = await SendAsync(request, WorkTimeout, cancellationToken);
        var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return answer.Text("Id") ?? throw new DockerException($"The engine made {name} without an identifier");
    }

    /// <summary>Starts it; nothing when it runs.</summary>
    public Task StartContainerAsync(string idOrName, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, $"{Of(idOrName)}/start", WorkTimeout, cancellationToken);

    /// <summary>Stops it with its own signal, and kills it after <paramref name="grace"/>; nothing when it does not
    /// run.</summary>
    public Task StopContainerAsync(string idOrName, TimeSpan grace, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, $"{Of(idOrName)}/stop?t={Seconds(grace)}", Within(grace), cancellationToken);

    /// <summary>Ends it with no word to it, and returns when it has ended; nothing when it does not run.</summary>
    public async Task KillContainerAsync(string idOrName, CancellationToken cancellationToken)
    {
        try
        {
            await DoAsync(HttpMethod.Post, $"{Of(idOrName)}/kill", WorkTimeout, cancellationToken);
        }
        catch (DockerException error) when (error.Status is Conflict)
        {
            // It has ended: that was the aim.
        }
    }

    public Task RestartContainerAsync(string idOrName, TimeSpan grace, CancellationToken cancellationToken) =>
        DoAsync(
            HttpMethod.Post, $"{Of(idOrName)}/restart?t={Seconds(grace)}", Within(grace) + WorkTimeout,
            cancellationToken);

    public Task RenameContainerAsync(string idOrName, string name, CancellationToken cancellationToken) =>
        DoAsync(
            HttpMethod.Post, $"{Of(idOrName)}/rename?name={Uri.EscapeDataString(name)}", WorkTimeout,
            cancellationToken);

    /// <summary>Removes it, never its volumes; nothing when it is gone.</summary>
    /// <param name="force">Kills it first if it runs.</param>
    public async Task RemoveContainerAsync(string idOrName, bool force, CancellationToken cancellationToken)
    {
        try
        {
            var path = $"{Of(idOrName)}?v=false&force={(force ? "true" : "false")}";
            await DoAsync(HttpMethod.Delete, path, WorkTimeout, cancellationToken);
        }
        catch (DockerException error) when (error.IsNotFound)
        {
            // Gone: that was the aim.
        }
    }

    /// <summary>Changes the restart policy, the one setting of a container that recreating it must park.</summary>
    public async Task UpdateRestartPolicyAsync(string idOrName, JsonNode policy, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["RestartPolicy"] = policy.DeepClone() };
        await PostAsync($"{Of(idOrName)}/update", body.ToJsonString(), cancellationToken);
    }

    /// <summary>Waits until it does not run, and returns its exit code.</summary>
    public async Task<long> WaitContainerAsync(string idOrName, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            var path = Versioned($"{Of(idOrName)}/wait?condition=not-running");
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            using var response = await SendAsync(request, limit, timeout.Token);
            var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(timeout.Token));
            return answer.Number("StatusCode") ?? -1;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerException($"{idOrName} still runs after {limit.TotalSeconds:0} s", error);
        }
    }

    /// <summary>Attaches a container to one more network, with the endpoint's raw settings.</summary>
    public async Task ConnectNetworkAsync(
        string network, string container, JsonNode endpoint, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["Container"] = container, ["EndpointConfig"] = endpoint.DeepClone() };
        var path = $"/networks/{Uri.EscapeDataString(network)}/connect";
        using var request = new HttpRequestMessage(HttpMethod.Post, Versioned(path))
        {
            Content = JsonBody(body.ToJsonString()),
        };
        using var response = await SendAsync(request, WorkTimeout, cancellationToken);
    }

    private Task DoAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        DoAsync(method, path, AnswerTimeout, cancellationToken);

    private async Task DoAsync(HttpMethod method, string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Versioned(path));
        using var response = await SendAsync(request, limit, cancellationToken);
    }

    private static string Of(string idOrName) => $"/containers/{Uri.EscapeDataString(idOrName)}";

    private static string Seconds(TimeSpan grace) =>
        ((int)Math.Ceiling(grace.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Within(TimeSpan grace) => grace < TimeSpan.Zero ? LongestStop : grace + AnswerTimeout;
}
