using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Perch.Agent.Api;

/// <summary>
/// Answers questions over HTTP/1.1 (RFC 9112), one a connection. For curl, a Prometheus and perch itself; no more of
/// HTTP than these need.
/// </summary>
public sealed class ApiServer : IDisposable
{
    /// <summary>Who follows the events holds one; more than these are no operators.</summary>
    private const int MostConnections = 64;

    /// <summary>Whoever does not say within this what it wants, or does not take what it asked for, goes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _listener;
    private readonly Func<RequestHead, Answer> _answer;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _room = new(MostConnections);

    private ApiServer(Socket listener, Func<RequestHead, Answer> answer, TimeProvider time) =>
        (_listener, _answer, _time, Address) = (listener, answer, time, listener.LocalEndPoint!);

    /// <summary>Where it listens.</summary>
    public EndPoint Address { get; }

    /// <summary>On a Unix socket, for its owner alone: what happened to pods is nobody else's business.</summary>
    /// <exception cref="IOException">Somebody else answers there, or it cannot be.</exception>
    public static ApiServer OnUnixSocket(string path, Func<RequestHead, Answer> answer, TimeProvider time) =>
        Listen(path, () =>
        {
            RemoveLeftOver(path);
            var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return listener;
        }, answer, time);

    /// <exception cref="IOException">The address is not ours, or taken.</exception>
    public static ApiServer OnAddress(IPEndPoint address, Func<RequestHead, Answer> answer, TimeProvider time) =>
        Listen($"{address}", () =>
        {
            var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(address);
            return listener;
        }, answer, time);

    /// <summary>Runs until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _room.WaitAsync(stop);
                _ = ServeAsync(await _listener.AcceptAsync(stop), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // Of a connection that went before it was taken; or there are no more file descriptors for a while.
                _room.Release();
                await Task.Delay(TimeSpan.FromMilliseconds(100), _time, stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        if (Address is UnixDomainSocketEndPoint socket)
        {
            File.Delete(socket.ToString());
        }
    }

    private static ApiServer Listen(
        string where, Func<Socket> bind, Func<RequestHead, Answer> answer, TimeProvider time)
    {
        try
        {
            var listener = bind();
            listener.Listen();
            return new ApiServer(listener, answer, time);
        }
        catch (Exception error) when (error is SocketException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"the agent cannot listen at {where}: {error.Message}", error);
        }
    }

    /// <summary>The socket of an agent that was killed lies there, and nobody answers at it.</summary>
    private static void RemoveLeftOver(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new IOException($"another agent answers at {path}: one is enough for a host");
    }

    private async Task ServeAsync(Socket connection, CancellationToken stop)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            await AnswerAsync(stream, stop);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
        {
            // Whoever asked has gone.
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task AnswerAsync(Stream stream, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        var (answer, isHead) = await ReadAsync(stream, limit.Token);
        await stream.WriteAsync(answer.Head(), limit.Token);
        if (isHead)
        {
            return;
        }

        await stream.WriteAsync(answer.Body, limit.Token);
        if (answer.Lines is { } lines)
        {
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            await StreamAsync(stream, lines, limit);
        }
    }

    private async Task<(Answer Answer, bool IsHead)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[RequestHead.Limit];
        var length = 0;
        while (!RequestHead.IsWhole(buffer.AsSpan(0, length)))
        {
            if (length == buffer.Length)
            {
                return (Answer.Refusal(431, "the head of the request is too long"), false);
            }

            var got = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += got > 0 ? got : throw new EndOfStreamException();
        }

        return RequestHead.TryParse(buffer.AsSpan(0, length), out var head)
            ? head.Method is "GET" or "HEAD"
                ? (_answer(head), head.Method == "HEAD")
                : (Answer.Refusal(405, "this is for reading: GET"), false)
            : (Answer.Refusal(400, "this is no HTTP/1.1 request"), false);
    }

    /// <summary>One chunk a line (RFC 9112 7.1), until who listens goes.</summary>
    private static async Task StreamAsync(
        Stream stream, Func<CancellationToken, IAsyncEnumerable<string>> lines, CancellationTokenSource end)
    {
        var gone = WaitForEndAsync(stream, end);
        await foreach (var line in lines(end.Token))
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), end.Token);
            await stream.WriteAsync((byte[])[.. bytes, .. "\r\n"u8], end.Token);
        }

        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), end.Token);
        await end.CancelAsync();
        await gone;
    }

    /// <summary>Whoever asked closes, and that is all that is still to be read.</summary>
    private static async Task WaitForEndAsync(Stream stream, CancellationTokenSource end)
    {
        try
        {
            var buffer = new byte[256];
            while (await stream.ReadAsync(buffer, end.Token) > 0)
            {
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Gone as well.
        }

        await end.CancelAsync();
    }
}
