using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Perch.Agent.Api;

/// <summary>Asks an agent of this machine over its socket.</summary>
public sealed class ApiClient : IDisposable
{
    /// <summary>An agent that runs answers within milliseconds; one that is stopped takes the connection.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;

    public ApiClient(string socket)
    {
        SocketPath = socket;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await ConnectAsync(cancellationToken),
            UseProxy = false,
        })
        {
            BaseAddress = new Uri("http://agent"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public string SocketPath { get; }

    /// <summary>Whether there is a socket that we may not use.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Null when nobody answers there.</summary>
    public async Task<string?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTimeout);
        try
        {
            return await _http.GetStringAsync(path, limit.Token);
        }
        catch (HttpRequestException error)
        {
            IsRefused = error.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied };
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Line by line as they come, until the agent ends.</summary>
    public async IAsyncEnumerable<string> LinesAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await NextAsync(reader, cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>An agent that ends breaks off in the midst of its answer.</summary>
    private static async Task<string?> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
