using System.Net.Sockets;
using System.Text;
using Perch.Docker;
using Perch.Docker.Endpoint;

namespace Perch.Tests.Unit.Docker;

/// <summary>An engine that listens on a real Unix socket and answers each path with what the test gave
/// it.</summary>
internal sealed class FakeEngine : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("perch-engine-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Dictionary<string, byte[]> _answers = [];

    public FakeEngine(string apiVersion = "1.41")
    {
        _answers["GET /_ping"] = Response("200 OK", "text/plain", "OK"u8, $"Api-Version: {apiVersion}\r\n");
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        _ = ServeAsync();
    }

    /// <summary>Requests in the order in which they came: "GET /v1.41/info".</summary>
    public List<string> Requests { get; } = [];

    public DockerEndpoint Endpoint =>
        new DockerEndpoint.Unix(SocketPath) { Address = "unix://engine", Source = "the test" };

    public string SocketPath => Path.Combine(_directory.FullName, "docker.sock");

    /// <param name="request">Method and path; without its query it stands for every query.</param>
    public FakeEngine Answers(string request, string json) => Answers(request, "200 OK", json);

    public FakeEngine Answers(string request, string status, string json)
    {
        _answers[request] = Response(status, "application/json", Encoding.UTF8.GetBytes(json));
        return this;
    }

    public FakeEngine AnswersRaw(string request, ReadOnlySpan<byte> stream)
    {
        // Docker's raw streams have no length: the end of the connection is their end.
        _answers[request] =
            [.. "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"u8, .. stream];
        return this;
    }

    public Task<DockerClient> ConnectAsync() =>
        DockerClient.ConnectAsync(Endpoint, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _listener.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = new NetworkStream(await _listener.AcceptAsync(), ownsSocket: true);
                var request = await ReadRequestAsync(connection);
                Requests.Add(request);
                await connection.WriteAsync(_answers.GetValueOrDefault(request)
                    ?? _answers.GetValueOrDefault(request.Split('?')[0])
                    ?? Response("404 Not Found", "application/json", """{"message":"page not found"}"""u8));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task<string> ReadRequestAsync(NetworkStream connection)
    {
        using var reader = new StreamReader(connection, leaveOpen: true);
        var first = (await reader.ReadLineAsync())!.Split(' ');
        var length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line["Content-Length:".Length..]);
            }
        }

        for (; length > 0; length--)
        {
            await reader.ReadAsync(new char[1]);
        }

        return $"{first[0]} {first[1]}";
    }

    private static byte[] Response(string status, string type, ReadOnlySpan<byte> body, string headers = "") =>
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nConnection: close\r\n{headers}"),
        .. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];
}
