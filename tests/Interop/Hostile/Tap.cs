using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Perch.Tests.Interop.Hostile;

/// <summary>Whole Ethernet frames, sent from the eth0 of a network namespace and heard there.</summary>
internal sealed unsafe class Tap : IDisposable
{
    /// <summary>ETH_P_ALL, in network order.</summary>
    private const ushort Everything = 0x0300;

    private const int Room = 64 * 1024 * 1024;

    private readonly string _namespace;
    private readonly int _out;
    private readonly List<(int Socket, Thread Thread)> _ears = [];
    private volatile bool _ended;

    public Tap(string name)
    {
        _namespace = name;
        _out = Open(protocol: 0);
    }

    public void Send(ReadOnlySpan<byte> frame)
    {
        fixed (byte* first = frame)
        {
            var sent = Libc.Send(_out, first, frame.Length, 0);
            Assert.True(sent == frame.Length, $"a frame is not sent: error {Marshal.GetLastPInvokeError()}");
        }
    }

    /// <summary>As many as go at once.</summary>
    /// <returns>How many went.</returns>
    public int Send(Libc.Message* messages, int count) => Math.Max(0, Libc.SendMany(_out, messages, (uint)count, 0));

    /// <summary>Calls <paramref name="heard"/> on a thread of its own with every frame from one sender, until the end;
    /// acknowledgements are left out, for a storm makes a storm of them.</summary>
    public void Hear(ReadOnlySpan<byte> sender, Action<ReadOnlyMemory<byte>> heard)
    {
        var socket = Open(Everything);
        Filter(socket, sender);
        var thread = new Thread(() => Listen(socket, heard)) { IsBackground = true };
        _ears.Add((socket, thread));
        thread.Start();
    }

    public void Dispose()
    {
        _ended = true;
        _ears.ForEach(ear => ear.Thread.Join());
        _ears.ForEach(ear => _ = Libc.Close(ear.Socket));
        _ = Libc.Close(_out);
    }

    private void Listen(int socket, Action<ReadOnlyMemory<byte>> heard)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(65_536, pinned: true);
        while (!_ended)
        {
            fixed (byte* first = buffer)
            {
                var length = (int)Libc.Receive(socket, first, buffer.Length, 0);
                if (length > 0)
                {
                    heard(buffer.AsMemory(0, length));
                }
            }
        }
    }

    /// <summary>On a thread that enters the namespace and ends there: a socket stays where it was made.</summary>
    private int Open(ushort protocol)
    {
        var socket = -1;
        var thread = new Thread(() =>
        {
            var there = Libc.Open($"/run/netns/{_namespace}", 0);
            if (Libc.EnterNamespace(there, Libc.NetworkNamespace) == 0)
            {
                socket = Libc.Socket(Libc.PacketFamily, Libc.RawType, protocol);
                Bind(socket, protocol, (int)Libc.IndexOf("eth0"));
            }

            _ = Libc.Close(there);
        });
        thread.Start();
        thread.Join();
        Assert.True(socket >= 0, $"no packet socket in {_namespace}");
        Set(socket, Libc.ReceiveBufferForce, Room);
        long[] timeout = [0, 50_000];
        fixed (long* first = timeout)
        {
            _ = Libc.SetOption(socket, Libc.SocketLevel, Libc.ReceiveTimeout, first, 16);
        }

        return socket;
    }

    /// <summary><c>struct sockaddr_ll</c>.</summary>
    private static void Bind(int socket, ushort protocol, int index)
    {
        Span<byte> address = stackalloc byte[20];
        MemoryMarshal.Write(address, (ushort)Libc.PacketFamily);
        MemoryMarshal.Write(address[2..], protocol);
        MemoryMarshal.Write(address[4..], index);
        fixed (byte* first = address)
        {
            _ = Libc.Bind(socket, first, address.Length);
        }
    }

    private static void Set(int socket, int option, int value) =>
        _ = Libc.SetOption(socket, Libc.SocketLevel, option, &value, sizeof(int));

    /// <summary>From this sender, and of another type than 5, wherever the version has it.</summary>
    private static void Filter(int socket, ReadOnlySpan<byte> sender)
    {
        const ushort Word = 0x20, Half = 0x28, One = 0x30, Equal = 0x15, Return = 0x06;
        Libc.Instruction[] all =
        [
            new(Word, 0, 0, 6),
            new(Equal, 0, 8, BinaryPrimitives.ReadUInt32BigEndian(sender)),
            new(Half, 0, 0, 10),
            new(Equal, 0, 6, BinaryPrimitives.ReadUInt16BigEndian(sender[4..])),
            new(Half, 0, 0, 12),
            new(Equal, 2, 0, Frame.Ipv6),
            new(One, 0, 0, 35),
            new(Equal, 2, 3, 5),
            new(One, 0, 0, 55),
            new(Equal, 0, 1, 5),
            new(Return, 0, 0, 0),
            new(Return, 0, 0, uint.MaxValue),
        ];
        fixed (Libc.Instruction* first = all)
        {
            var program = new Libc.Program { Length = (ushort)all.Length, Instructions = first };
            _ = Libc.SetOption(socket, Libc.SocketLevel, Libc.AttachFilter, &program, sizeof(Libc.Program));
        }
    }
}
