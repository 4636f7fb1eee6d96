using System.Text;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Tests.Unit.Routing.Authentication;

/// <summary>Hellos that BIRD 2.0.12 and FRR 8.4.4 sent with authentication, as tcpdump saw them: whom we have to
/// understand.</summary>
internal static class Caught
{
    /// <summary>Longer than every hash but SHA-512's, shorter than every block: where the routers part ways.</summary>
    private const string Long = "a shared secret that is longer than the hash, by far";

    public static readonly IReadOnlyDictionary<string, Sealed> All = new Dictionary<string, Sealed>
    {
        ["BIRD v2 simple"] = new(
            "10.9.1.1", 0, AuthenticationAlgorithm.Simple, "secret7",
            "0201002c0a09000100000000f2ba00017365637265743700ffffff00000102010000000a0000000000000000"),
        ["FRR v2 simple"] = new(
            "10.9.1.1", 0, AuthenticationAlgorithm.Simple, "secret7",
            "0201002c0a09000200000000f2b900017365637265743700ffffff00000102010000000a0000000000000000"),
        ["BIRD v2 MD5"] = new(
            "10.9.2.1", 3, AuthenticationAlgorithm.Md5, "sixteen-bytes-md",
            "0201002c0a0900010000000000000002000003106b050a55ffffff00000102010000000a0000000000000000b55d718f78aaa192"
            + "2351b44f7d2c7b2b"),
        ["FRR v2 MD5"] = new(
            "10.9.2.1", 3, AuthenticationAlgorithm.Md5, "sixteen-bytes-md",
            "0201002c0a0900020000000000000002000003106b050a86ffffff00000102010000000a00000000000000005e319679f5c7dbdd"
            + "1e43d8b0cf3c60ec"),
        ["BIRD v2 SHA-1"] = new(
            "10.9.3.1", 1, AuthenticationAlgorithm.HmacSha1, "shared secret",
            "0201002c0a0900010000000000000002000001146b050a55ffffff00000102010000000a0000000000000000d648d90d0be436bb"
            + "e8bdda0719cd9c7facd7abc2"),
        ["BIRD v2 SHA-256"] = new(
            "10.9.4.1", 1, AuthenticationAlgorithm.HmacSha256, "shared secret",
            "0201002c0a0900010000000000000002000001206b050a55ffffff00000102010000000a0000000000000000fc95f003d1325311"
            + "e53cea15cb950816a000554b53879092988706d6c26365bf"),
        ["BIRD v2 SHA-384"] = new(
            "10.9.5.1", 1, AuthenticationAlgorithm.HmacSha384, "shared secret",
            "0201002c0a0900010000000000000002000001306b050a55ffffff00000102010000000a0000000000000000a28934e41fb9fe8b"
            + "0f4ac4da10887399e9e0bc272a2835277915c550af4be418e66dd0317d6809013354aa0e679351e5"),
        ["BIRD v2 SHA-512"] = new(
            "10.9.6.1", 1, AuthenticationAlgorithm.HmacSha512, "shared secret",
            "0201002c0a0900010000000000000002000001406b050a55ffffff00000102010000000a0000000000000000b0dcbc914e795180"
            + "fa54a0c5d8cc4bc5ca0bad674e1a4316e77df6eabe18736829a84a354dd3053650ea34c7e64c2c617d5ea6836befbaea87b9ef"
            + "cebdf8e53f"),
        ["BIRD v2 SHA-256, long secret"] = new(
            "10.9.7.1", 9, AuthenticationAlgorithm.HmacSha256, Long,
            "0201002c0a0900010000000000000002000009206b050a55ffffff00000102010000000a00000000000000003a0dfaf880314811"
            + "2302c76079d107eec9eba320d7b5a531bfb2f323fd1ddf7c"),
        ["BIRD v3 SHA-1"] = new(
            "fe80::649c:67ff:fe8c:ae4b", 1, AuthenticationAlgorithm.HmacSha1, "shared secret",
            "030100240a090001000000000000000000000004010005130001000a00000000000000000001002400000001000000000000000"
            + "57ed84b910eb27892a77fe0d200e7cec142f773eb"),
        ["BIRD v3 SHA-256"] = new(
            "fe80::3805:29ff:fefb:aaa5", 1, AuthenticationAlgorithm.HmacSha256, "shared secret",
            "030100240a090001000000000000000000000005010005130001000a00000000000000000001003000000001000000000000000"
            + "498b3c1f1d180e12771007eb8fe8078f23b53f30c843e4958c8d598a662b1e537"),
        ["BIRD v3 SHA-384"] = new(
            "fe80::c4ed:15ff:fef0:a44b", 1, AuthenticationAlgorithm.HmacSha384, "shared secret",
            "030100240a090001000000000000000000000006010005130001000a00000000000000000001004000000001000000000000000"
            + "3261b36139bf7322c4e3c488e1e5a64e555be993c804b4602aab2e4f2dc6812f7c4a8fe9872b9eb08726e86f9228e14ea"),
        ["BIRD v3 SHA-512"] = new(
            "fe80::8872:9fff:fe46:4aec", 1, AuthenticationAlgorithm.HmacSha512, "shared secret",
            "030100240a090001000000000000000000000007010005130001000a00000000000000000001005000000001000000000000000"
            + "2ffdf3051cf44ef9c89c256166e2e22859c822442296405c9f10dc5c7407f31a870d0312a46861ff8cc36c09ca18d1f9953c5b"
            + "0804082e337e161faf02fbc5869"),
        ["BIRD v3 SHA-256, long secret"] = new(
            "fe80::6804:28ff:fe2d:5e21", 9, AuthenticationAlgorithm.HmacSha256, Long,
            "030100240a090001000000000000000000000008010005130001000a00000000000000000001003000000009000000000000000"
            + "1e4674182568d29d9754833d654f8dc7469f0ea689dd860b45cf3479e0b5c97c5"),
        ["FRR v3 SHA-256"] = new(
            "fe80::10f0:e1ff:fe07:3e7e", 1, AuthenticationAlgorithm.HmacSha256, "shared-secret",
            "030100240a090002000000000000000000000005010004130001000a00000000000000000001003000000001000000000000000"
            + "170aa8086cf27cbfec7df02b28475b23ede86a760caec89f6a7911e18638146ad"),
        ["FRR v3 SHA-256, long secret"] = new(
            "fe80::2434:2aff:fe4c:98ad", 9, AuthenticationAlgorithm.HmacSha256,
            "a-shared-secret-that-is-longer-than-the-hash-by-far",
            "030100240a090002000000000000000000000006010004130001000a00000000000000000001003000000009000000000000000"
            + "2fcdb3b08009c7155cef92a367e20730cee102dfe2655d5c12ded05dc3a185bec"),
    };

    public static TheoryData<string> Names => [.. All.Keys];
}

/// <summary>A packet as it was on the wire, and the key that it was sealed with.</summary>
internal sealed record Sealed(string From, int KeyId, AuthenticationAlgorithm Algorithm, string Secret, string Hex)
{
    public byte[] Packet => Convert.FromHexString(Hex);

    public IpAddress Source => IpAddress.TryParse(From, out var address) ? address : default;

    public AuthenticationKey Key => new(KeyId, Algorithm, Encoding.ASCII.GetBytes(Secret));

    public Keyring Keyring => new([Key]);
}
