using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Perch.Docker;

/// <summary>What the engine reports as it happens.</summary>
public sealed partial class DockerClient
{
    /// <summary>The events of containers with a label, until the connection breaks: then the enumeration ends with a
    /// <see cref="DockerException"/>. The engine keeps 256 past events at most, so whoever reconnects must look at
    /// everything again.</summary>
    /// <param name="label">The label that the containers carry.</param>
    /// <param name="actions">"start", "die", "stop", …</param>
    /// <param name="since">The engine's clock; its default asks for every event that the engine remembers.</param>
    /// <param name="opened">Called as soon as nothing can be missed any more.</param>
    public async IAsyncEnumerable<EngineEvent> EventsAsync(
        string label, IEnumerable<string> actions, DateTimeOffset since, Action opened,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters = Uri.EscapeDataString(
            $"{{\"type\":[\"container\"],\"label\":{Quoted([label])},\"event\":{Quoted(actions)}}}");
        var from = since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, Versioned($"/events?since={(since == default ? "1" : from)}&filters={filters}"));
        using var response = await SendAsync(request, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        opened();
        while (true)
        {
            yield return await NextAsync(reader, cancellationToken);
        }
    }

    private async Task<EngineEvent> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            var line = await reader.ReadLineAsync(cancellationToken);
            return line is null
                ? throw new DockerException($"The engine at {Endpoint} ended its event stream")
                : new EngineEvent(JsonElement.Parse(line));
        }
        catch (Exception error) when (error is IOException or HttpRequestException or JsonException)
        {
            throw Broken(error);
        }
    }
}

/// <summary>One element of GET /events.</summary>
public readonly record struct EngineEvent(JsonElement Json)
{
    /// <summary>"create", "start", "die", "stop", "destroy", "rename", …</summary>
    public string Action => Json.Text("Action") ?? "";

    /// <summary>Identifier of the container.</summary>
    public string Id => Json.Text("Actor", "ID") ?? "";

    /// <summary>The container's labels, its "name", and more that belongs to the action.</summary>
    public IReadOnlyDictionary<string, string> Attributes => Json.Texts("Actor", "Attributes");

    /// <summary>The engine's clock.</summary>
    public DateTimeOffset At =>
        DateTimeOffset.UnixEpoch.AddTicks((Json.Number("timeNano") ?? 0) / TimeSpan.NanosecondsPerTick);
}
