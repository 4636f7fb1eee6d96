using System.Globalization;
using System.Text.Json;

namespace Perch.Docker;

/// <summary>What the engine reports as it happens.</summary>
public sealed partial class DockerClient
{
    /// <summary>Opens the stream of the events of containers with a label. From here on nothing is missed until it
    /// breaks off; the engine keeps 256 past events at most, so whoever opens it must look at everything
    /// again.</summary>
    /// <param name="label">The label that the containers carry.</param>
    /// <param name="actions">"start", "die", "stop", …</param>
    /// <param name="since">The engine's clock; its default asks for every event that the engine remembers.</param>
    public async Task<EventStream> OpenEventsAsync(
        string label, IEnumerable<string> actions, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var filters = Uri.EscapeDataString(
            $"{{\"type\":[\"container\"],\"label\":{Quoted([label])},\"event\":{Quoted(actions)}}}");
        var from = (since == default ? 1 : since.ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, Versioned($"/events?since={from}&filters={filters}"));
        var response = await SendAsync(request, cancellationToken);
        return new EventStream(response, await response.Content.ReadAsStreamAsync(cancellationToken), Broken);
    }
}

/// <summary>Events of an engine, one after the other.</summary>
public sealed class EventStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;
    private readonly Func<Exception, DockerException> _broken;

    internal EventStream(HttpResponseMessage response, Stream stream, Func<Exception, DockerException> broken) =>
        (_response, _reader, _broken) = (response, new StreamReader(stream), broken);

    /// <summary>Waits for the next event.</summary>
    /// <exception cref="DockerException">The stream broke off.</exception>
    public async Task<EngineEvent> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            var line = await _reader.ReadLineAsync(cancellationToken)
                ?? throw new EndOfStreamException("the engine ended its event stream");
            return new EngineEvent(JsonElement.Parse(line));
        }
        catch (Exception error) when (error is IOException or HttpRequestException or JsonException)
        {
            throw _broken(error);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
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
