using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Perch.Tests.Interop.Hostile;

/// <summary>The same frames again and again, at a rate and for a time that are both bounded, on a thread of its
/// own.</summary>
internal sealed unsafe class Storm : IDisposable
{
    private const int Batch = 64;

    private readonly Tap _tap;
    private readonly int _count;
    private readonly Libc.Message* _messages;
    private readonly Libc.Piece* _pieces;
    private readonly byte* _bytes;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ended = new();

    public Storm(Tap tap, IReadOnlyList<byte[]> frames, int perSecond, TimeSpan time)
    {
        (_tap, _count) = (tap, frames.Count);
        _bytes = (byte*)NativeMemory.Alloc((nuint)frames.Sum(frame => frame.Length));
        _pieces = (Libc.Piece*)NativeMemory.AllocZeroed((nuint)_count, (nuint)sizeof(Libc.Piece));
        _messages = (Libc.Message*)NativeMemory.AllocZeroed((nuint)_count, (nuint)sizeof(Libc.Message));
        var at = _bytes;
        for (var i = 0; i < _count; i++)
        {
            frames[i].CopyTo(new Span<byte>(at, frames[i].Length));
            _pieces[i] = new Libc.Piece { Bytes = at, Length = frames[i].Length };
            _messages[i].Pieces = _pieces + i;
            _messages[i].PieceCount = 1;
            at += frames[i].Length;
        }

        _thread = new Thread(() => Blow(perSecond, time)) { IsBackground = true };
        _thread.Start();
    }

    public long Sent { get; private set; }

    public double Seconds { get; private set; }

    public double Rate => Sent / Seconds;

    public void Stop() => _ended.Set();

    /// <summary>Until the time is over.</summary>
    public void Wait() => _thread.Join();

    public void Dispose()
    {
        Stop();
        Wait();
        _ended.Dispose();
        NativeMemory.Free(_messages);
        NativeMemory.Free(_pieces);
        NativeMemory.Free(_bytes);
    }

    private void Blow(int perSecond, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time && !_ended.IsSet)
        {
            var due = (long)(watch.Elapsed.TotalSeconds * perSecond) - Sent;
            for (; due > 0 && !_ended.IsSet; due -= Batch)
            {
                var from = (int)(Sent % _count);
                Sent += _tap.Send(_messages + from, (int)Math.Min(Math.Min(Batch, due), _count - from));
            }

            _ended.Wait(1);
        }

        Seconds = watch.Elapsed.TotalSeconds;
    }
}
