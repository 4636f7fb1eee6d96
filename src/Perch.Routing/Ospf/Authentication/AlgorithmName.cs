using Perch.Model.Config;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>What an algorithm is called, and what of it can be seen in a packet.</summary>
internal static class AlgorithmName
{
    public static string Of(AuthenticationAlgorithm algorithm) => algorithm switch
    {
        AuthenticationAlgorithm.Simple => "simple password",
        AuthenticationAlgorithm.Md5 => "MD5",
        AuthenticationAlgorithm.HmacSha1 => "HMAC-SHA-1",
        AuthenticationAlgorithm.HmacSha256 => "HMAC-SHA-256",
        AuthenticationAlgorithm.HmacSha384 => "HMAC-SHA-384",
        AuthenticationAlgorithm.HmacSha512 => "HMAC-SHA-512",
        _ => algorithm.ToString(),
    };

    /// <summary>As it is written under ospf.keys.</summary>
    public static string Written(AuthenticationAlgorithm algorithm) => Of(algorithm).ToLowerInvariant();

    public static int DigestSizeOf(AuthenticationAlgorithm algorithm) => algorithm switch
    {
        AuthenticationAlgorithm.Md5 => 16,
        AuthenticationAlgorithm.HmacSha1 => 20,
        AuthenticationAlgorithm.HmacSha256 => 32,
        AuthenticationAlgorithm.HmacSha384 => 48,
        AuthenticationAlgorithm.HmacSha512 => 64,
        _ => 0,
    };

    /// <summary>A packet names no algorithm, but the length of a digest gives it away; null when it does not.</summary>
    public static AuthenticationAlgorithm? OfDigest(int size) => size switch
    {
        16 => AuthenticationAlgorithm.Md5,
        20 => AuthenticationAlgorithm.HmacSha1,
        32 => AuthenticationAlgorithm.HmacSha256,
        48 => AuthenticationAlgorithm.HmacSha384,
        64 => AuthenticationAlgorithm.HmacSha512,
        _ => null,
    };
}
