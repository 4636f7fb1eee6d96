using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Perch.Tests.Unit.Tls;

/// <summary>A server with a certificate, on a port of its own: one connection after the other, each served as the
/// test says. It keeps what its clients showed of themselves.</summary>
internal sealed class TlsServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslServerAuthenticationOptions _options;
    private readonly Func<SslStream, Task> _serve;

    /// <param name="asks">Whether a client must show a certificate.</param>
    public TlsServer(X509Certificate2 certificate, Func<SslStream, Task> serve, bool asks = false)
    {
        _serve = serve;
        _options = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = asks,
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
            {
                Shown = shown?.Subject ?? "nothing";
                return shown is not null || !asks;
            },
        };
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Subject of the last client's certificate.</summary>
    public string Shown { get; private set; } = "nothing";

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_options);
            await _serve(tls);
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            // The client has refused us, or we it.
        }
    }
}
