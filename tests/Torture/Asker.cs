using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>
/// A client beside the host's router: asks the service all the time, by the route that the host has at that moment, and
/// knows for every question whether there was a route and whether there was an answer.
/// </summary>
internal sealed partial class Asker : IDisposable
{
    private const int NetworkNamespace = 0x40000000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private static readonly IPEndPoint Server = new(IPAddress.Parse(NameServer.Address), 53);

    /// <summary>"example.dn42 SOA"; the first two bytes are the number of the question.</summary>
    private static readonly byte[] Query =
        [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, .. "example"u8, 4, .. "dn42"u8, 0, 0, 6, 0, 1];

    private readonly List<Question> _asked = [];
    private readonly Thread _thread;
    private readonly long _start = Stopwatch.GetTimestamp();
    private volatile bool _stop;
    private Exception? _failure;

    private Asker(Machine machine)
    {
        _thread = new Thread(() => Run(machine.Pid)) { IsBackground = true };
        _thread.Start();
    }

    public static Asker Start(Machine machine) => new(machine);

    /// <summary>Waits until the questions of a second have been answered, one and all.</summary>
    public async Task AnsweredAsync(TimeSpan within, CancellationToken cancellationToken) => await Until.SoAsync(
        "answers for a second", within,
        _ =>
        {
            lock (_asked)
            {
                var last = _asked.TakeLast((int)(Late / Pause)).ToList();
                return Task.FromResult(last.Count > 1 && last.SkipLast(1).All(question => question.Answered));
            }
        },
        cancellationToken);

    /// <summary>Ends the questions, and tells what came of them.</summary>
    public Absence Stop()
    {
        Dispose();
        if (_failure is { } failure)
        {
            throw new LabException($"the client ended: {failure.Message}", failure);
        }

        var (without, dark) = (TimeSpan.Zero, TimeSpan.Zero);
        TimeSpan? since = null;
        foreach (var (question, next) in _asked.Zip(_asked.Skip(1)))
        {
            var lasts = next.At - question.At;
            without += question.Answered ? TimeSpan.Zero : lasts;
            since = question.Answered || !question.Routed ? null : since ?? question.At;
            dark = since is { } begin && next.At - begin > dark ? next.At - begin : dark;
        }

        return new Absence(without, dark);
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }

    private void Run(int pid)
    {
        try
        {
            using var space = File.OpenHandle($"/proc/{pid}/ns/net");
            if (SetNamespace((int)space.DangerousGetHandle(), NetworkNamespace) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            while (!_stop)
            {
                Ask(socket);
                Listen(socket, _asked[^1].At + Pause);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or Win32Exception)
        {
            _failure = error;
        }
    }

    private void Ask(Socket socket)
    {
        var bytes = Query.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)_asked.Count);
        var question = new Question(Stopwatch.GetElapsedTime(_start));
        try
        {
            socket.SendTo(bytes, Server);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.NetworkUnreachable)
        {
            question.Routed = false;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.HostUnreachable)
        {
            // There is a route, and nobody at its end.
        }

        lock (_asked)
        {
            _asked.Add(question);
        }
    }

    private void Listen(Socket socket, TimeSpan until)
    {
        Span<byte> answer = stackalloc byte[512];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        while (until - Stopwatch.GetElapsedTime(_start) is var left && left > TimeSpan.Zero)
        {
            if (!socket.Poll(left, SelectMode.SelectRead))
            {
                return;
            }

            var length = socket.ReceiveFrom(answer, ref from);
            var number = length > 12 ? BinaryPrimitives.ReadUInt16BigEndian(answer) : ushort.MaxValue;
            var isAnswer = length > 12 && (answer[3] & 15) == 0
                && BinaryPrimitives.ReadUInt16BigEndian(answer[6..]) > 0;
            if (isAnswer && number < _asked.Count && Stopwatch.GetElapsedTime(_start) - _asked[number].At < Late)
            {
                _asked[number].Answered = true;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);

    private sealed class Question(TimeSpan at)
    {
        public TimeSpan At => at;

        public bool Routed { get; set; } = true;

        public bool Answered { get; set; }
    }
}

/// <summary>What a client went without.</summary>
/// <param name="Without">How long in all there was no answer.</param>
/// <param name="Dark">The longest time for which there was a route, and no answer.</param>
internal readonly record struct Absence(TimeSpan Without, TimeSpan Dark);
