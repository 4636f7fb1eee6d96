using System.Net;
using System.Text;
using System.Text.Json;
using Perch.Docker.Endpoint;
using Perch.Docker.Transport;

namespace Perch.Docker;

/// <summary>A thin client of the Docker Engine API: raw JSON, a negotiated version, errors as sentences.</summary>
public sealed partial class DockerClient : IDisposable
{
    /// <summary>Longer than any request here needs that is not a stream; a hung engine must not hang us.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    private DockerClient(DockerEndpoint endpoint)
    {
        Endpoint = endpoint;
        var dialer = new Dialer(endpoint);
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await dialer.DialAsync(cancellationToken),
            UseProxy = false,
        })
        {
            // The name goes into the Host header only: where the bytes go is the dialer's business.
            BaseAddress = new Uri("http://docker"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public DockerEndpoint Endpoint { get; }

    /// <summary>The version both sides speak.</summary>
    public ApiVersion Version { get; private set; }

    /// <summary>Reaches the engine and agrees on a version.</summary>
    /// <exception cref="DockerException">It is not reachable, or older than 20.10.</exception>
    public static async Task<DockerClient> ConnectAsync(DockerEndpoint endpoint, CancellationToken cancellationToken)
    {
        var client = new DockerClient(endpoint);
        try
        {
            client.Version = await client.NegotiateAsync(cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ApiVersion> NegotiateAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_ping");
        using var response = await SendAsync(request, cancellationToken);
        var header = response.Headers.TryGetValues("Api-Version", out var values) ? values.FirstOrDefault() : null;
        if (!ApiVersion.TryParse(header, out var server))
        {
            throw new DockerException($"What answers at {Endpoint} is not a Docker engine: it names no API version");
        }

        if (server < ApiVersion.Floor)
        {
            throw new DockerException($"The engine at {Endpoint} speaks API {server}; Perch needs {ApiVersion.Floor}, "
                + "which is Docker Engine 20.10: upgrade the engine");
        }

        return ApiVersion.Negotiate(server);
    }

    private async Task<JsonElement> GetAsync(
        string path, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Versioned(path));
        return await JsonAsync(request, limit ?? AnswerTimeout, cancellationToken);
    }

    private async Task<JsonElement> PostAsync(string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Versioned(path)) { Content = JsonBody(body) };
        return await JsonAsync(request, AnswerTimeout, cancellationToken);
    }

    private async Task<JsonElement> JsonAsync(
        HttpRequestMessage request, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, limit, cancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(timeout.Token));
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unanswered(limit, error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw Broken(error);
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(
            request, request.Content is StreamContent ? Timeout.InfiniteTimeSpan : AnswerTimeout, cancellationToken);

    /// <summary>Sends, and returns as soon as the headers are there; a refusal becomes a sentence. What was done before
    /// ("304 Not Modified") is no refusal.</summary>
    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified
                ? response
                : throw await RefusalAsync(response, timeout.Token);
        }
        catch (HttpRequestException error)
        {
            // The dialer's own sentence, where it has one, is better than HTTP's.
            throw error.InnerException as DockerException ?? Broken(error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unanswered(limit, error);
        }
    }

    private DockerException Broken(Exception error)
    {
        var why = Innermost(error).Message;
        return new DockerException(
            $"The connection to the engine at {Endpoint} broke: {why}{Advice(why)}", error);
    }

    /// <summary>With TLS 1.3 a server that misses our certificate says so in an alert, after all else is
    /// done.</summary>
    private string Advice(string why) =>
        Endpoint is DockerEndpoint.Tcp { Tls.Identity: null } && why.Contains("alert", StringComparison.Ordinal)
        && why.Contains("certificate", StringComparison.Ordinal)
            ? ". It wants to know who we are: put cert.pem and key.pem where ca.pem is (DOCKER_CERT_PATH, ~/.docker)"
            : "";

    private DockerException Unanswered(TimeSpan limit, Exception error) =>
        new($"The engine at {Endpoint} took the request but did not answer within {limit.TotalSeconds:0} s", error)
        {
            IsUnanswered = true,
        };

    private static async Task<DockerException> RefusalAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var message = body.StartsWith('{') ? JsonElement.Parse(body).Text("message") : null;
            var status = response.StatusCode;
            return new DockerException(
                $"The engine refused: {message ?? (body.Length > 0 ? body.Trim() : status.ToString())} ({(int)status})",
                (int)status);
        }
    }

    private string Versioned(string path) => $"/v{Version}{path}";

    private static StringContent JsonBody(string body) => new(body, Encoding.UTF8, "application/json");

    private static Exception Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
        {
            error = inner;
        }

        return error;
    }
}
