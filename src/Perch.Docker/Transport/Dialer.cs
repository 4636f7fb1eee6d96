using System.ComponentModel;
using System.Net.Sockets;
using Perch.Docker.Endpoint;
using Perch.Tls;

namespace Perch.Docker.Transport;

/// <summary>Opens a byte stream to an engine, or says in a sentence why there is none.</summary>
internal sealed class Dialer(DockerEndpoint endpoint)
{
    /// <summary>The Docker CLI's own connect timeout for ssh; an engine on a LAN needs milliseconds.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    public async Task<Stream> DialAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ConnectTimeout);
        try
        {
            return endpoint switch
            {
                DockerEndpoint.Unix unix => await ConnectAsync(
                    new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
                    (socket, token) => socket.ConnectAsync(new UnixDomainSocketEndPoint(unix.Path), token),
                    timeout.Token),
                DockerEndpoint.Tcp tcp => await ConnectAsync(tcp, timeout.Token),
                DockerEndpoint.Command command => CommandStream.Start(command.Arguments),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (SocketException error)
        {
            throw new DockerException(Explain(error.SocketErrorCode), error);
        }
        catch (TlsException error)
        {
            throw new DockerException($"The Docker engine is not reachable at {endpoint}: {error.Message}", error);
        }
        catch (Win32Exception error) when (endpoint is DockerEndpoint.Command command)
        {
            throw new DockerException(
                $"The engine at {endpoint} is reached through '{command.Arguments[0]}', "
                    + $"which cannot be run: {error.Message}",
                error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerException($"The Docker engine at {endpoint} did not take a connection within 30 s", error);
        }
    }

    private static async Task<Stream> ConnectAsync(DockerEndpoint.Tcp tcp, CancellationToken cancellationToken)
    {
        var plain = await ConnectAsync(
            new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
            (socket, token) => socket.ConnectAsync(tcp.Host, tcp.Port, token), cancellationToken);
        return tcp.Tls is null ? plain : await tcp.Tls.OpenAsync(plain, tcp.Host, cancellationToken);
    }

    private static async Task<Stream> ConnectAsync(
        Socket socket, Func<Socket, CancellationToken, ValueTask> connect, CancellationToken cancellationToken)
    {
        try
        {
            await connect(socket, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private string Explain(SocketError error)
    {
        var advice = error switch
        {
            SocketError.AccessDenied =>
                "permission denied. Join the group docker (sudo usermod -aG docker $USER, then log in again), "
                    + "or use sudo",
            SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported or SocketError.InvalidArgument =>
                "there is no such socket. Is Docker installed and running (systemctl start docker)?",
            SocketError.ConnectionRefused => "nobody listens there. Is the engine running (systemctl start docker)?",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                "the host's name does not resolve",
            SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable =>
                "the host does not answer. Is the route there, and the firewall open?",
            _ => $"{error}. Is the engine running (systemctl start docker)?",
        };
        return $"The Docker engine is not reachable at {endpoint}: {advice}";
    }
}
