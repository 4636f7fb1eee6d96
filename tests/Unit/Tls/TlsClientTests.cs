using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Perch.Tls;

namespace Perch.Tests.Unit.Tls;

/// <summary>Whom a client believes, and what it says of those whom it does not.</summary>
public sealed class TlsClientTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("perch-tls-");
    private readonly TestAuthority _authority = new("Perch test authority");

    public TlsClientTests() => File.WriteAllText(AuthorityFile, _authority.Pem);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string AuthorityFile => Path.Combine(_folder.FullName, "ca.pem");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_certificate_of_its_authority_for_its_name_is_believed()
    {
        using var certificate = _authority.Issue("engine.example", -Day, Day);
        Assert.Equal("hello", await HearAsync(certificate));
    }

    [Fact]
    public async Task An_address_is_a_name_as_well()
    {
        using var certificate = _authority.Issue("127.0.0.1", -Day, Day);
        Assert.Equal("hello", await HearAsync(certificate, host: "127.0.0.1"));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_with_both()
    {
        using var certificate = _authority.Issue("www.example", -Day, Day);
        Assert.Equal("its certificate is made out to www.example, not to engine.example", await HearAsync(certificate));
    }

    [Fact]
    public async Task A_certificate_out_of_date_is_refused_with_its_dates()
    {
        using var certificate = _authority.Issue("engine.example", -3 * Day, -2 * Day);
        Assert.Matches("out of date: it is good from 20.* to 20.* UTC$", await HearAsync(certificate));
    }

    [Fact]
    public async Task A_certificate_of_a_stranger_is_refused_with_who_it_is_and_where_it_is_not()
    {
        using var stranger = new TestAuthority("Somebody else");
        using var certificate = stranger.Issue("engine.example", -Day, Day);
        Assert.Equal(
            $"its certificate is issued by CN=Somebody else, for which no authority in {AuthorityFile} vouches "
                + "(PartialChain)",
            await HearAsync(certificate));
        Assert.Equal("hello", await HearAsync(certificate, Authorities.Anyone));
    }

    [Fact]
    public async Task A_server_without_tls_is_said_to_have_none()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var opening = HearAsync(port, new TlsClient(Authorities.Of(AuthorityFile)), "engine.example");
        using var taken = await listener.AcceptSocketAsync(Token);
        await taken.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        Assert.StartsWith("no TLS with it: ", await opening, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_is_shown_who_we_are()
    {
        var identity = Write(_authority.Issue("operator", -Day, Day), "cert.pem", "key.pem");
        using var certificate = _authority.Issue("engine.example", -Day, Day);
        using var server = new TlsServer(certificate, HelloAsync, asks: true);
        var client = new TlsClient(Authorities.Of(AuthorityFile), identity);
        Assert.Equal("hello", await HearAsync(server.Port, client, "engine.example"));
        Assert.Equal("CN=operator", server.Shown);
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_refused_with_both_files()
    {
        var identity = Write(_authority.Issue("operator", -Day, Day), "cert.pem", "key.pem");
        Write(_authority.Issue("somebody", -Day, Day), "other.pem", "key.pem");
        using var certificate = _authority.Issue("engine.example", -Day, Day);
        using var server = new TlsServer(certificate, _ => Task.CompletedTask, asks: true);
        var said = await HearAsync(
            server.Port, new TlsClient(Authorities.Of(AuthorityFile), identity), "engine.example");
        Assert.StartsWith(
            $"our certificate cannot be read from {identity.CertificateFile} and {identity.KeyFile}: ", said,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "there is no file of certificate authorities ")]
    [InlineData("nothing", " holds no certificate in PEM form")]
    public async Task Without_authorities_nobody_is_believed(string? text, string words)
    {
        File.Delete(AuthorityFile);
        if (text is not null)
        {
            File.WriteAllText(AuthorityFile, text);
        }

        using var certificate = _authority.Issue("engine.example", -Day, Day);
        Assert.Contains(words, await HearAsync(certificate), StringComparison.Ordinal);
    }

    [Fact]
    public void Authorities_of_the_machine_are_where_openssl_is_told_that_they_are()
    {
        var named = Authorities.OfMachine(name => name == "SSL_CERT_FILE" ? AuthorityFile : null);
        Assert.Equal((AuthorityFile, null), ($"{named}", named.Problem));
        File.Delete(AuthorityFile);
        Assert.Contains(AuthorityFile, named.Problem, StringComparison.Ordinal);
    }

    private async Task<string> HearAsync(
        X509Certificate2 certificate, Authorities? believed = null, string host = "engine.example")
    {
        using var server = new TlsServer(certificate, HelloAsync);
        return await HearAsync(server.Port, new TlsClient(believed ?? Authorities.Of(AuthorityFile)), host);
    }

    private static Task HelloAsync(SslStream tls) => tls.WriteAsync("hello"u8.ToArray(), Token).AsTask();

    /// <summary>What a server says, or why it is not heard.</summary>
    private static async Task<string> HearAsync(int port, TlsClient client, string host)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port, Token);
        try
        {
            await using var tls = await client.OpenAsync(new NetworkStream(socket, ownsSocket: true), host, Token);
            using var reader = new StreamReader(tls);
            return await reader.ReadToEndAsync(Token);
        }
        catch (TlsException error)
        {
            return error.Message;
        }
    }

    private Identity Write(X509Certificate2 certificate, string file, string keyFile)
    {
        var identity = new Identity(Path.Combine(_folder.FullName, file), Path.Combine(_folder.FullName, keyFile));
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(identity.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(identity.KeyFile, key.ExportPkcs8PrivateKeyPem());
        certificate.Dispose();
        return identity;
    }
}
