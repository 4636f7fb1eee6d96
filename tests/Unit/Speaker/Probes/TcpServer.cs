using System.Net;
using System.Net.Sockets;

namespace Perch.Tests.Unit.Speaker.Probes;

/// <summary>Serves one connection after the other on 127.0.0.1, as the test says.</summary>
internal sealed class TcpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Thread _thread;
    private volatile bool _over;

    public TcpServer(Action<NetworkStream> serve)
    {
        _listener.Start();
        _thread = new Thread(() => Serve(serve));
        _thread.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static byte[] Read(Stream stream)
    {
        var buffer = new byte[ushort.MaxValue];
        return buffer[..stream.Read(buffer)];
    }

    public void Dispose()
    {
        _over = true;
        using var last = new TcpClient();
        last.Connect(IPAddress.Loopback, Port);
        _thread.Join();
        _listener.Dispose();
    }

    private void Serve(Action<NetworkStream> serve)
    {
        while (true)
        {
            using var client = _listener.AcceptTcpClient();
            if (_over)
            {
                return;
            }

            try
            {
                serve(client.GetStream());
            }
            catch (IOException)
            {
                // The probe had heard enough.
            }
        }
    }
}
