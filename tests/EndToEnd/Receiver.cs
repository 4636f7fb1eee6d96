using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>Takes events over https on a machine, as a chat service or an alerting does.</summary>
internal sealed partial class Receiver : IDisposable
{
    private const int NetworkNamespace = 0x40000000; // CLONE_NEWNET of sched.h

    private readonly X509Certificate2 _certificate;
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly TcpListener _listener;

    private Receiver(X509Certificate2 certificate, TcpListener listener) =>
        (_certificate, _listener) = (certificate, listener);

    /// <param name="keys">Folder of the machine with server.pem and server-key.pem.</param>
    public static Receiver Start(Machine machine, string keys, IPEndPoint address)
    {
        using var pem = X509Certificate2.CreateFromPemFile(
            $"{machine.Root}{keys}/server.pem", $"{machine.Root}{keys}/server-key.pem");
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null);
        var receiver = new Receiver(certificate, ListenOn(machine, address));
        _ = receiver.AcceptAsync();
        return receiver;
    }

    /// <summary>The next request whose body has these words, head and body.</summary>
    public async Task<string> TakesAsync(string words, TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        var seen = new StringBuilder();
        try
        {
            await foreach (var request in _events.Reader.ReadAllAsync(limit.Token))
            {
                if (request.Contains(words, StringComparison.Ordinal))
                {
                    return request;
                }

                seen.AppendLine(request);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It has not come.
        }

        throw new LabException($"no event with '{words}' within {within.TotalSeconds} s, but:\n{seen}");
    }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    /// <summary>A socket belongs to the network in which its thread was when it made it; no other thread is to go
    /// there.</summary>
    private static TcpListener ListenOn(Machine machine, IPEndPoint address)
    {
        var made = new TaskCompletionSource<TcpListener>();
        var thread = new Thread(() =>
        {
            using var network = File.OpenHandle($"/proc/{machine.Pid}/ns/net");
            if (SetNamespace((int)network.DangerousGetHandle(), NetworkNamespace) != 0)
            {
                made.SetException(new LabException($"setns: {Marshal.GetLastPInvokeErrorMessage()}"));
                return;
            }

            var listener = new TcpListener(address);
            listener.Start();
            made.SetResult(listener);
        });
        thread.Start();
        return made.Task.GetAwaiter().GetResult();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TakeAsync(client);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TakeAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            using var reader = new StreamReader(tls, leaveOpen: true);
            while (await reader.ReadLineAsync() is { } first)
            {
                _events.Writer.TryWrite($"{first}\n{await BodyAsync(reader)}");
                await tls.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            // The agent ended, or did not believe us.
        }
    }

    private static async Task<string> BodyAsync(StreamReader reader)
    {
        const string Length = "Content-Length: ";
        var length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            length = line.StartsWith(Length, StringComparison.Ordinal) ? int.Parse(line[Length.Length..]) : length;
        }

        var body = new char[length];
        await reader.ReadBlockAsync(body);
        return new string(body);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);
}
