using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>Every way to authenticate, and two keys that take turns.</summary>
internal static class Keyrings
{
    /// <summary>Where the wall clocks of the instances under test begin.</summary>
    public const long Now = 1_800_000_000;

    private const int Hour = 3600;

    /// <summary>OSPFv3 has no simple password.</summary>
    private static readonly Keyring[] All3 =
    [
        Of(AuthenticationAlgorithm.HmacSha256), TakeTurns(), Of(AuthenticationAlgorithm.HmacSha1),
        Of(AuthenticationAlgorithm.HmacSha384), Of(AuthenticationAlgorithm.HmacSha512),
    ];

    private static readonly Keyring[] All2 =
    [
        Of(AuthenticationAlgorithm.Md5), Of(AuthenticationAlgorithm.HmacSha256, extended: true),
        Of(AuthenticationAlgorithm.Simple), .. All3,
    ];

    /// <summary>The same keys, and a secret that nobody else has.</summary>
    private static readonly Keyring[] Others2 = [.. All2.Select(WithOtherSecret)];

    private static readonly Keyring[] Others3 = [.. All3.Select(WithOtherSecret)];

    public static Keyring Pick(OspfVersion version, byte which)
    {
        var all = version == OspfVersion.V2 ? All2 : All3;
        return all[which % all.Length];
    }

    public static Keyring OtherThan(Keyring keyring) =>
        Array.IndexOf(All2, keyring) is >= 0 and var at2 ? Others2[at2] : Others3[Array.IndexOf(All3, keyring)];

    public static Keyring Of(AuthenticationAlgorithm algorithm, bool extended = false) =>
        new([new AuthenticationKey(1, algorithm, "secret"u8.ToArray())], extended);

    private static Keyring TakeTurns() => new(
    [
        new AuthenticationKey(1, AuthenticationAlgorithm.HmacSha256, "secret"u8.ToArray())
        {
            Send = new Lifetime(Now, Now + Hour),
            Accept = new Lifetime(Now - Hour, Now + (2 * Hour)),
        },
        new AuthenticationKey(2, AuthenticationAlgorithm.HmacSha1, "terces"u8.ToArray())
        {
            Send = new Lifetime(Now + (Hour / 2), Now + (24 * Hour)),
        },
    ]);

    private static Keyring WithOtherSecret(Keyring keyring) => new(
        [.. keyring.Keys.Select(key => new AuthenticationKey(key.Id, key.Algorithm, "sesame"u8.ToArray()))],
        keyring.Extended);
}
