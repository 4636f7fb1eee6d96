using Perch.Model.Config;

namespace Perch.Compose.Keys;

/// <summary>The kinds of probe, and the keys under each.</summary>
internal static class ProbeKeys
{
    public static readonly TextKey Name = new(
        "name", "The name that is asked for.", "a domain name", "example.dn42")
    {
        Check = DnsWords.CheckName,
    };

    public static readonly TextKey Type = new(
        "type", "The type that is asked for.", "a DNS type by its registry name, or TYPEn", "SOA")
    {
        Default = "A",
        Check = text => DnsWords.IsType(text) ? null : $"'{text}' is not a DNS type",
    };

    public static readonly TextKey Rcode = new(
        "rcode", "The response code that counts as health.", "a DNS response code by its registry name", "NOERROR")
    {
        Default = "NOERROR",
        Check = text => DnsWords.IsRcode(text) ? null : $"'{text}' is not a DNS response code",
    };

    public static readonly TextKey Answer = new(
        "answer", "One record of the answer must read so.", "a text", "192.0.2.1")
    {
        Default = "any answer",
    };

    public static readonly ChoiceKey<DnsTransport> Transport = new(
        "transport",
        "Over what it is asked; with `both` two questions, and both must pass.",
        [("udp", DnsTransport.Udp), ("tcp", DnsTransport.Tcp), ("both", DnsTransport.Both)])
    {
        Default = "udp",
    };

    public static readonly NumberKey DnsPort = Port() with { Default = "53" };

    public static readonly NumberKey TcpPort = Port();

    public static readonly NumberKey UdpPort = Port();

    public static readonly NumberKey HttpPort = Port() with { Example = "80", Default = "80" };

    public static readonly NumberKey HttpsPort = Port() with { Example = "443", Default = "443" };

    public static readonly TextKey Path = new("path", "The path that is asked for.", "a path from /", "/health")
    {
        Default = "/",
        Check = text => text.StartsWith('/') && !text.Contains(' ', StringComparison.Ordinal)
            ? null
            : $"'{text}' is not a path that begins with /",
        Pattern = "^/[^ ]*$",
    };

    public static readonly TextKey Host = new(
        "host", "The Host header, with TLS also the name that is asked for.", "a host name", "www.example.dn42")
    {
        Default = "the anycast address",
        Check = text => Uri.CheckHostName(text) == UriHostNameType.Unknown ? $"'{text}' is not a host name" : null,
    };

    public static readonly NumberKey Status = new("status", "The status that counts as health.", 100, 599)
    {
        Example = "200",
        Default = "200 to 399",
    };

    public static readonly TextKey Body = new("body", "The first 64 KiB of the body must contain this.", "a text", "ok")
    {
        Default = "any body",
    };

    public static readonly ChoiceKey<CertificateCheck> Certificate = new(
        "certificate",
        "What is demanded of the certificate: `none` nothing, `name` the right name and dates, `chain` also an issuer "
        + "among `authority`.",
        [("none", CertificateCheck.None), ("name", CertificateCheck.Name), ("chain", CertificateCheck.Chain)])
    {
        Default = "name; chain where authority is given",
    };

    public static readonly TextKey Authority = new(
        "authority",
        "Who may have issued the certificate: the name of a Compose config or secret, or a path from `/` or `./`, with "
        + "the authorities in PEM.",
        "a config, a secret or a file",
        "./ca.pem")
    {
        Default = "nobody is asked",
    };

    public static readonly TextKey Send = new(
        "send", "The datagram that is sent.", "a text, or bytes as '0x00ff'", "'0x00ff'")
    {
        Check = Payload.Check,
    };

    public static readonly TextKey Expect = new(
        "expect", "The reply must contain this.", "a text, or bytes as '0x00ff'", "'0x00ff'")
    {
        Default = "any reply",
        Check = Payload.Check,
    };

    public static readonly SectionKey Dns = new(
        "dns", "A DNS question and the answer that counts as health.", [Name, Type, Rcode, Answer, Transport, DnsPort])
    {
        Default = "",
    };

    public static readonly SectionKey Tcp = new("tcp", "The port accepts a connection.", [TcpPort])
    {
        Default = "",
        Short = TcpPort,
    };

    public static readonly SectionKey Http = new("http", "A GET request.", [HttpPort, Path, Host, Status, Body])
    {
        Default = "",
    };

    public static readonly SectionKey Https = new(
        "https", "A GET request over TLS.", [HttpsPort, Path, Host, Status, Body, Certificate, Authority])
    {
        Default = "",
    };

    public static readonly SectionKey Udp = new("udp", "A datagram and its reply.", [UdpPort, Send, Expect])
    {
        Default = "",
    };

    public static readonly IReadOnlyList<SectionKey> All = [Dns, Tcp, Http, Https, Udp];

    private static NumberKey Port() => new("port", "Destination port.", 1, 65_535) { Example = "53" };
}
