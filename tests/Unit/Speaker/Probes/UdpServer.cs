using System.Net;
using System.Net.Sockets;

namespace Perch.Tests.Unit.Speaker.Probes;

/// <summary>Answers every datagram on 127.0.0.1 with what the test makes of it; null is silence.</summary>
internal sealed class UdpServer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Thread _thread;
    private volatile bool _over;

    public UdpServer(Func<byte[], byte[]?> answer)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _thread = new Thread(() => Serve(answer));
        _thread.Start();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose()
    {
        _over = true;
        using var last = new UdpClient();
        last.Send([], new IPEndPoint(IPAddress.Loopback, Port));
        _thread.Join();
        _socket.Dispose();
    }

    private void Serve(Func<byte[], byte[]?> answer)
    {
        var buffer = new byte[ushort.MaxValue];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        while (_socket.ReceiveFrom(buffer, ref from) is var length && !_over)
        {
            if (answer(buffer[..length]) is { } reply)
            {
                _socket.SendTo(reply, from);
            }
        }
    }
}
