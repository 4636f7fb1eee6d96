using System.Net.Http.Headers;
using System.Net.Sockets;
using Perch.Tls;

namespace Perch.Agent.Webhooks;

/// <summary>HTTP to the server of a webhook; TLS below it is ours, so that it is refused in our own words.</summary>
internal static class WebhookClient
{
    public static HttpClient Of(WebhookTarget target, Authorities authorities, TimeSpan timeout)
    {
        var tls = target.IsTls ? new TlsClient(authorities) : null;
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.ConnectCallback = async (context, cancellationToken) =>
            await ConnectAsync(target.Address, tls, cancellationToken);
        return new HttpClient(handler) { Timeout = timeout };
    }

    /// <summary>Always of http, since nobody else is to add TLS.</summary>
    public static HttpRequestMessage Request(WebhookTarget target, byte[] body)
    {
        var address = new UriBuilder(target.Address) { Scheme = Uri.UriSchemeHttp, Port = target.Address.Port };
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, address.Uri) { Content = content };
        request.Headers.Host = target.Address.Authority;
        return request;
    }

    private static async Task<Stream> ConnectAsync(Uri address, TlsClient? tls, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.DnsSafeHost, address.Port, cancellationToken);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return tls is null ? plain : await tls.OpenAsync(plain, address.DnsSafeHost, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
