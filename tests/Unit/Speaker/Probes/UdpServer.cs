using System.Net;
using System.Net.Sockets;

namespace Perch.Tests.Unit.Speaker.Probes;

/// <summary>Answers every datagram with what the test makes of it; null is silence.</summary>
internal sealed class UdpServer : IDisposable
{
    private readonly Socket _socket;
    private readonly Thread _thread;
    private volatile bool _over;

    /// <param name="at">127.0.0.1 where not given.</param>
    public UdpServer(Func<byte[], byte[]?> answer, IPAddress? at = null)
    {
        var address = at ?? IPAddress.Loopback;
        _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(address, 0));
        _thread = new Thread(() => Serve(answer));
        _thread.Start();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose()
    {
        _over = true;
        var at = (IPEndPoint)_socket.LocalEndPoint!;
        using var last = new UdpClient(at.AddressFamily);
        last.Send([], at);
        _thread.Join();
        _socket.Dispose();
    }

    private void Serve(Func<byte[], byte[]?> answer)
    {
        var buffer = new byte[ushort.MaxValue];
        var from = _socket.LocalEndPoint!;
        while (_socket.ReceiveFrom(buffer, ref from) is var length && !_over)
        {
            if (answer(buffer[..length]) is { } reply)
            {
                _socket.SendTo(reply, from);
            }
        }
    }
}
