using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Perch.Linux;

namespace Perch.Speaker.Probes.Tls;

/// <summary>
/// A question over TLS. The handshake computes for a millisecond or two and its library waits in its own ways, so it
/// runs on the thread pool; only the judgement comes to the loop, through the inbox.
/// </summary>
internal sealed class TlsExchange(Target target, Question question, TlsDemand demand, Inbox inbox)
    : Exchange(target, inbox)
{
    private Action? _stop;
    private Task _running = Task.CompletedTask;

    protected override void Open()
    {
        var source = new CancellationTokenSource();
        _stop = source.Cancel;
        _running = AskAsync(Attempt, _running, source.Token);
    }

    protected override void Release()
    {
        _stop?.Invoke();
        _stop = null;
    }

    private async Task AskAsync(int attempt, Task previous, CancellationToken cancellationToken)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

            // One attempt at a time: question and descriptors are theirs in turn. How the last one ended is past.
            await Task.WhenAny(previous).WaitAsync(cancellationToken);
            FinishFromElsewhere(attempt, await AskAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The look was over first, and whoever ended it knows.
        }
    }

    /// <summary>The one place that knows what each exception of the two libraries means.</summary>
    private async Task<Judgement> AskAsync(CancellationToken cancellationToken)
    {
        var problem = "";
        try
        {
            var address = Target.Address.ToIPAddress();
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(new IPEndPoint(address, Target.Port), cancellationToken);
            await using var tls = new SslStream(new NetworkStream(socket));
            await tls.AuthenticateAsClientAsync(Options((certificate, chain, errors) =>
            {
                problem = demand.Problem(certificate, chain, errors) ?? "";
                return problem.Length == 0;
            }), cancellationToken);
            return await ConverseAsync(tls, cancellationToken);
        }
        catch (SocketException exception)
        {
            return Judgement.Fail(Explain(exception.SocketErrorCode));
        }
        catch (Exception exception) when (exception is AuthenticationException or CryptographicException)
        {
            return Judgement.Fail(
                problem.Length > 0 ? problem : $"no TLS on tcp/{Target.Port}: {exception.GetBaseException().Message}");
        }
        catch (IOException)
        {
            return Judgement.Fail("closed the connection before its answer was complete");
        }
    }

    private SslClientAuthenticationOptions Options(Func<X509Certificate2?, X509Chain?, SslPolicyErrors, bool> accept) =>
        new()
        {
            TargetHost = demand.Host,
            CertificateChainPolicy = demand.ChainPolicy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                accept(certificate as X509Certificate2, chain, errors),
        };

    private async Task<Judgement> ConverseAsync(SslStream tls, CancellationToken cancellationToken)
    {
        await tls.WriteAsync(question.Ask(), cancellationToken);
        var buffer = new byte[question.MaxReply];
        var received = 0;
        while (true)
        {
            var count = await tls.ReadAsync(buffer.AsMemory(received), cancellationToken);
            received += count;
            var judgement = question.Judge(buffer.AsSpan(0, received), count == 0 || received == buffer.Length);
            if (judgement.Passed is not null)
            {
                return judgement;
            }
        }
    }

    private string Explain(SocketError error) => Target.Explain(error switch
    {
        SocketError.ConnectionRefused => Errno.ConnectionRefused,
        SocketError.AddressNotAvailable => Errno.AddressNotAvailable,
        SocketError.ConnectionReset => Errno.ConnectionReset,
        SocketError.NetworkUnreachable => Errno.NetworkUnreachable,
        SocketError.HostUnreachable => Errno.HostUnreachable,
        _ => Errno.TimedOut,
    });
}
