using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Perch.Agent.Api;

namespace Perch.Tests.Unit.Agent.Api;

/// <summary>The agent answers over a real socket, and nobody who asks can hold it up.</summary>
public sealed class ApiServerTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("perch-api-");
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ApiServer _server;
    private readonly Task _running;

    public ApiServerTests()
    {
        _server = ApiServer.OnUnixSocket(Socket, Answer, TimeProvider.System);
        _running = _server.RunAsync(_stop.Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Socket => Path.Combine(_folder.FullName, "api.sock");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _server.Dispose();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_question_is_answered()
    {
        using var client = new ApiClient(Socket);
        Assert.Equal("hello", await client.GetAsync("/hello", Token));
    }

    [Fact]
    public async Task Who_follows_hears_every_line_and_may_go_at_any_time()
    {
        using var client = new ApiClient(Socket);
        await using (var heard = client.LinesAsync("/lines", Token).GetAsyncEnumerator(Token))
        {
            foreach (var line in (string[])["one", "two\u00e9"])
            {
                _lines.Writer.TryWrite(line);
                Assert.True(await heard.MoveNextAsync());
                Assert.Equal(line, heard.Current);
            }
        }

        Assert.Equal("hello", await client.GetAsync("/hello", Token));
    }

    [Fact]
    public async Task An_agent_that_ends_is_the_end_of_what_is_heard()
    {
        using var client = new ApiClient(Socket);
        await using var heard = client.LinesAsync("/lines", Token).GetAsyncEnumerator(Token);
        _lines.Writer.TryWrite("one");
        Assert.True(await heard.MoveNextAsync());
        await _stop.CancelAsync();
        Assert.False(await heard.MoveNextAsync());
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\n\r\n", "HTTP/1.1 405")]
    [InlineData("nonsense\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("HEAD /hello HTTP/1.1\r\n\r\n", "HTTP/1.1 200")]
    public async Task What_it_does_not_do_it_says(string request, string answer)
    {
        var said = await SayAsync(Encoding.ASCII.GetBytes(request));
        Assert.StartsWith(answer, said, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_without_end_is_refused() => Assert.StartsWith(
        "HTTP/1.1 431", await SayAsync(new byte[RequestHead.Limit]), StringComparison.Ordinal);

    [Fact]
    public void Only_its_owner_may_ask() => Assert.Equal(
        UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Socket));

    [Fact]
    public void A_second_agent_is_refused_and_the_socket_of_a_dead_one_taken()
    {
        Assert.Throws<IOException>(() => ApiServer.OnUnixSocket(Socket, Answer, TimeProvider.System));
        var dead = Path.Combine(_folder.FullName, "dead.sock");
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(dead));
        }

        File.WriteAllText(dead, "");
        using var next = ApiServer.OnUnixSocket(dead, Answer, TimeProvider.System);
        Assert.NotNull(next);
    }

    [Fact]
    public void An_address_that_is_taken_is_a_sentence()
    {
        using var first = ApiServer.OnAddress(new IPEndPoint(IPAddress.Loopback, 0), Answer, TimeProvider.System);
        var error = Assert.Throws<IOException>(
            () => ApiServer.OnAddress((IPEndPoint)first.Address, Answer, TimeProvider.System));
        Assert.StartsWith($"the agent cannot listen at {first.Address}: ", error.Message, StringComparison.Ordinal);
    }

    private Answer Answer(RequestHead request) => request.Path == "/lines"
        ? new Answer(200, "application/jsonl") { Lines = LinesAsync }
        : Perch.Agent.Api.Answer.Text("text/plain", "hello");

    private async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(stop))
        {
            yield return line;
        }
    }

    private async Task<string> SayAsync(byte[] request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(request, Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }
}
