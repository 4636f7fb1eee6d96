using System.Net;
using System.Net.Sockets;

namespace Perch.Tests.Unit.Speaker.Probes;

/// <summary>Serves one connection after the other as the test says.</summary>
internal sealed class TcpServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Thread _thread;
    private volatile bool _over;

    /// <param name="at">127.0.0.1 where not given.</param>
    public TcpServer(Action<NetworkStream> serve, IPAddress? at = null)
    {
        _listener = new TcpListener(at ?? IPAddress.Loopback, 0);
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
        var at = (IPEndPoint)_listener.LocalEndpoint;
        using var last = new TcpClient(at.AddressFamily);
        last.Connect(at);
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
