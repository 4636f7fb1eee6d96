using Perch.Model.Config;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>Why a packet is not believed, as an operator reads it: what they send, what we have, what to write
/// where.</summary>
internal static class FaultSentences
{
    private const string AtTheRouter = "the router's interface";

    /// <param name="who">"10.1.0.1 on eth0".</param>
    /// <param name="keyring">Ours; null: none.</param>
    public static string Of(string who, AuthenticationFault fault, Keyring? keyring, long unixSeconds) =>
        fault.Kind switch
        {
            FaultKind.Malformed =>
                $"{who} sends packets whose authentication is malformed: it ends at byte {fault.Found} of "
                + $"{fault.Bound}",
            FaultKind.Method => Method(who, fault.Claim, keyring, unixSeconds),
            FaultKind.Key => Key(who, fault.Claim, keyring!),
            FaultKind.Lifetime => Lifetime(who, fault.Claim, keyring!, unixSeconds),
            FaultKind.Secret => Secret(who, fault.Claim),
            FaultKind.Replay =>
                $"{who} sends sequence number {Number(fault.Found)} after {Number(fault.Bound)} ({fault.Type}): "
                + "somebody "
                + "replays its packets, or it has started anew and counts from below; then it is heard again after the "
                + "dead interval",
            _ => who,
        };

    private static string Method(string who, Claim claim, Keyring? keyring, long unixSeconds)
    {
        if (keyring is null)
        {
            return $"{who} sends {Name(claim)}, we do not authenticate: write the same key under ospf.keys, or remove "
                + $"authentication from {AtTheRouter}";
        }

        var ours = Ours(keyring, unixSeconds);
        if (claim.Kind == AuthenticationType.None)
        {
            return $"{who} does not authenticate, we send {ours}: configure the key at {AtTheRouter}, or remove "
                + "ospf.keys";
        }

        if (claim.Kind == AuthenticationType.Extended)
        {
            return $"{who} sends {Name(claim)} and sequence numbers of 64 bits (AuType 3), we send {ours} and 32 bits "
                + "(AuType 2): write ospf.extended-sequence: true, or turn RFC 7474 off in the router";
        }

        return claim.Kind == AuthenticationType.Cryptographic && keyring.Extended
            ? $"{who} sends {Name(claim)} and sequence numbers of 32 bits (AuType 2), we send {ours} and 64 bits "
                + "(AuType "
                + "3): remove ospf.extended-sequence"
            : $"{who} sends {Name(claim)}, we send {ours}: {WriteTheSame(claim)}";
    }

    private static string Key(string who, Claim claim, Keyring keyring) =>
        $"{who} sends {Name(claim)}, we have {List(keyring)}: {WriteTheSame(claim)}";

    private static string Lifetime(string who, Claim claim, Keyring keyring, long unixSeconds)
    {
        var key = keyring.Find((int)claim.KeyId, claim.DigestSize, unixSeconds)!;
        return $"{who} sends {Name(claim)}, which we accept {key.Accept}: change accept-from or accept-until of key "
            + $"{key.Id} under ospf.keys, or the key that the router sends with";
    }

    private static string Secret(string who, Claim claim) => claim.Kind == AuthenticationType.Simple
        ? $"{who} sends another simple password than ours: put the same secret into both"
        : $"{who} sends {Name(claim)}, and its digest is wrong: the two secrets of key {claim.KeyId} differ, or the "
            + "packet "
            + "was changed on its way";

    private static string WriteTheSame(Claim claim)
    {
        var algorithm = claim.Kind == AuthenticationType.Simple
            ? AuthenticationAlgorithm.Simple
            : AlgorithmName.OfDigest(claim.DigestSize);
        var ours = (claim.Kind, algorithm) switch
        {
            (_, null) => $"perch does not know it; configure HMAC-SHA-256 at {AtTheRouter}",
            (AuthenticationType.Simple, _) => "write algorithm: simple under ospf.keys",
            _ => $"write id: {claim.KeyId} and algorithm: {AlgorithmName.Written(algorithm.Value)} under ospf.keys",
        };
        return algorithm is null ? ours : $"{ours}, or configure ours at {AtTheRouter}";
    }

    /// <summary>As far as it can be seen.</summary>
    private static string Name(Claim claim) => claim.Kind switch
    {
        AuthenticationType.None => "no authentication",
        AuthenticationType.Simple => "a simple password",
        AuthenticationType.Cryptographic or AuthenticationType.Extended or AuthenticationType.Trailer =>
            (AlgorithmName.OfDigest(claim.DigestSize) is { } algorithm
                ? AlgorithmName.Of(algorithm)
                : $"a digest of {claim.DigestSize} bytes") + $" with key {claim.KeyId}",
        _ => $"authentication of the unknown type {(ushort)claim.Kind}",
    };

    private static string Ours(Keyring keyring, long unixSeconds)
    {
        var key = keyring.ToSend(unixSeconds);
        return key.Algorithm == AuthenticationAlgorithm.Simple
            ? "a simple password"
            : $"{AlgorithmName.Of(key.Algorithm)} with key {key.Id}";
    }

    /// <summary>"HMAC-SHA-256 with keys 1 and 2, MD5 with key 3".</summary>
    private static string List(Keyring keyring) => string.Join(", ", keyring.Keys
        .GroupBy(key => key.Algorithm)
        .Select(group => group.Key == AuthenticationAlgorithm.Simple
            ? "a simple password"
            : $"{AlgorithmName.Of(group.Key)} with {Keys([.. group.Select(key => key.Id)])}"));

    private static string Keys(int[] ids) => ids.Length == 1
        ? $"key {ids[0]}"
        : $"keys {string.Join(", ", ids[..^1])} and {ids[^1]}";

    /// <summary>Those of 64 bits read better in their two words.</summary>
    private static string Number(ulong sequence) =>
        sequence <= uint.MaxValue ? $"{sequence}" : $"{sequence >> 32}:{(uint)sequence}";
}
