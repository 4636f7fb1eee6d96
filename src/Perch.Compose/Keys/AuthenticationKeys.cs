using Perch.Model.Config;

namespace Perch.Compose.Keys;

/// <summary>The keys of one item of x-anycast.ospf.keys. What an operator writes here may be the secret itself, in the
/// wrong place: no message repeats it.</summary>
internal static class AuthenticationKeys
{
    /// <summary>One byte of the packet (RFC 2328 D.3).</summary>
    public const int MaxIdOfV2 = 255;

    /// <summary>The Security Association ID has two bytes (RFC 7166 4.1).</summary>
    private const int MaxIdOfV3 = 65_535;

    /// <summary>What to write in place of a key's text.</summary>
    public const string AsSecret =
        "write the key alone into a file, name that under secrets of this file, as in secrets: {ospf-key: {file: "
        + "./ospf.key}}, and here secret: ospf-key";

    /// <summary>What other programs call the key's text: BIRD, FRR, Junos, and those who do not look.</summary>
    private static readonly HashSet<string> NamesOfText =
    [
        "key", "key-string", "key-text", "keystring", "passphrase", "password", "string", "text", "value",
    ];

    public static readonly TextKey Secret = new(
        "secret",
        "Where the key stands: the name of a secret under `secrets` of this file, or the path on the host, from `/` or "
        + "`./`, of a file that holds the key and nothing else.",
        "the name of a secret, or a path",
        "ospf-key")
    {
        MayBeNumber = true,
    };

    public static readonly NumberKey Id = new(
        "id",
        $"Number by which both sides know the key: at most {MaxIdOfV2} in OSPFv2. A `simple` key has none on the wire.",
        0,
        MaxIdOfV3)
    {
        Example = "1",
        Default = "1",
    };

    public static readonly ChoiceKey<AuthenticationAlgorithm> Algorithm = new(
        "algorithm",
        "How the key is used. OSPFv3 knows only the four that begin with `hmac`. `simple` sends the key itself, in the "
        + "clear.",
        [
            ("hmac-sha-256", AuthenticationAlgorithm.HmacSha256),
            ("hmac-sha-384", AuthenticationAlgorithm.HmacSha384),
            ("hmac-sha-512", AuthenticationAlgorithm.HmacSha512),
            ("hmac-sha-1", AuthenticationAlgorithm.HmacSha1),
            ("md5", AuthenticationAlgorithm.Md5),
            ("simple", AuthenticationAlgorithm.Simple),
        ])
    {
        Default = "hmac-sha-256",
        Source = "RFC 5709, RFC 7166",
    };

    public static readonly NumberKey Version = new(
        "version", "Only for OSPFv2 (IPv4 addresses) or only for OSPFv3 (IPv6 addresses).", 2, 3)
    {
        Example = "3",
        Default = "both, where the algorithm exists",
    };

    public static readonly TimeKey SendFrom = Time("send-from", "From when it is sent with.");

    public static readonly TimeKey SendUntil = Time("send-until", "Until when it is sent with.");

    public static readonly TimeKey AcceptFrom = Time("accept-from", "From when it is accepted.");

    public static readonly TimeKey AcceptUntil = Time("accept-until", "Until when it is accepted.");

    public static readonly SectionKey Item = new(
        "key",
        "One key. Of several, the one is sent with whose `send-from` came last; all are accepted in their time.",
        [Secret, Id, Algorithm, Version, SendFrom, SendUntil, AcceptFrom, AcceptUntil])
    {
        Default = "",
        InPlaceOfText = AsSecret,
        Misfit = name => NamesOfText.Contains(name.ToLowerInvariant().Replace('_', '-'))
            ? ("the text of a key does not belong into a Compose file", AsSecret)
            : null,
    };

    private static TimeKey Time(string name, string meaning) => new(name, meaning) { Default = "always" };
}
