using System.Net.Sockets;
using System.Text;
using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>
/// Stands between an engine and a program that gives it orders, and kills that program at one of them: when the engine
/// has done it, and before the program hears so. Dying before the next order leaves the engine the same.
/// </summary>
internal sealed class EngineProxy : IDisposable
{
    /// <summary>Where it listens, on the machine.</summary>
    public const string SocketPath = "/run/torture.sock";

    /// <summary>As a program is told of it.</summary>
    public const string Variable = "DOCKER_HOST=unix://" + SocketPath;

    private readonly string _root;
    private readonly int _deadly;
    private readonly Func<Task> _kill;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly TaskCompletionSource<string> _killed = new();
    private int _orders;
    private string? _told;

    /// <param name="machine">Where the engine is.</param>
    /// <param name="deadly">The order at which the program dies, from 1; 0 is none.</param>
    /// <param name="kill">Kills the program; returns when it is gone.</param>
    public EngineProxy(Machine machine, int deadly, Func<Task> kill)
    {
        (_root, _deadly, _kill) = (machine.Root, deadly, kill);
        File.Delete(_root + SocketPath);
        _listener.Bind(new UnixDomainSocketEndPoint(_root + SocketPath));
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>Identifier of a container that the engine never describes, for as long as this is set.</summary>
    public string? Silent { get; set; }

    /// <summary>The order at which the program was killed.</summary>
    public Task<string> Killed => _killed.Task;

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_root + SocketPath);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket program)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (program)
        {
            try
            {
                await engine.ConnectAsync(new UnixDomainSocketEndPoint(_root + "/run/docker.sock"));
                var connection = new Connection(program, engine);
                await await Task.WhenAny(OrdersAsync(connection), AnswersAsync(connection));
            }
            catch (SocketException)
            {
                // Either end is gone.
            }
        }
    }

    private async Task OrdersAsync(Connection connection)
    {
        var bytes = new byte[65536];
        while (await connection.Program.ReceiveAsync(bytes) is var length and > 0)
        {
            // One request at a time, and its first line in one piece: the client of Perch writes so.
            var order = OrderIn(bytes.AsSpan(0, length));
            if (order is not null && Interlocked.Increment(ref _orders) == _deadly)
            {
                connection.Deadly = order;
            }

            if (!IsUnheard(bytes.AsSpan(0, length)))
            {
                await connection.Engine.SendAsync(bytes.AsMemory(0, length));
            }
        }
    }

    private bool IsUnheard(ReadOnlySpan<byte> bytes) => Silent is { } container
        && bytes.StartsWith("GET "u8) && bytes.IndexOf(Encoding.ASCII.GetBytes($"/containers/{container}/json ")) > 0;

    private async Task AnswersAsync(Connection connection)
    {
        var bytes = new byte[65536];
        while (await connection.Engine.ReceiveAsync(bytes) is var length and > 0)
        {
            if (connection.Deadly is { } order)
            {
                await _kill();
                _killed.TrySetResult(order);
                return;
            }

            await connection.Program.SendAsync(bytes.AsMemory(0, length));
        }
    }

    /// <summary>Null for what is no order: a question, or more of a body. To run a program in a container is one if the
    /// speaker is told something by it, not if it is asked for its status.</summary>
    private string? OrderIn(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf(" HTTP/1.1\r\n"u8);
        var line = end is > 0 and < 2048 ? Encoding.ASCII.GetString(bytes[..end]) : "";
        var isRequest = line.StartsWith("POST /", StringComparison.Ordinal)
            || line.StartsWith("PUT /", StringComparison.Ordinal)
            || line.StartsWith("DELETE /", StringComparison.Ordinal);
        foreach (var word in (string[])["\"drain\"", "\"undrain\"", "\"handover\""])
        {
            _told = bytes.IndexOf(Encoding.ASCII.GetBytes(word)) >= 0 ? word : _told;
        }

        if (!isRequest || !line.Contains("/exec", StringComparison.Ordinal))
        {
            return isRequest ? line : null;
        }

        var told = line.EndsWith("/start", StringComparison.Ordinal) ? _told : null;
        _told = told is null ? _told : null;
        return told;
    }

    private sealed record Connection(Socket Program, Socket Engine)
    {
        public string? Deadly { get; set; }
    }
}
