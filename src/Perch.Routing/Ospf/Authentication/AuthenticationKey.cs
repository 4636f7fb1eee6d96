using Perch.Model.Config;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>One key with what it is for. Not a record: nothing prints a secret by accident.</summary>
/// <param name="id">Key ID (RFC 2328 D.3) or Security Association ID (RFC 7166 4.1).</param>
/// <param name="secret">At least one byte; at most 8 as a simple password, 16 for MD5.</param>
public sealed class AuthenticationKey(int id, AuthenticationAlgorithm algorithm, ReadOnlyMemory<byte> secret)
{
    public int Id => id;

    public AuthenticationAlgorithm Algorithm => algorithm;

    public Lifetime Send { get; init; } = Lifetime.Always;

    public Lifetime Accept { get; init; } = Lifetime.Always;

    /// <summary>Bytes of the digest; none for a simple password.</summary>
    public int DigestSize => AlgorithmName.DigestSizeOf(algorithm);

    internal ReadOnlySpan<byte> Secret => secret.Span;

    public override string ToString() => algorithm == AuthenticationAlgorithm.Simple
        ? AlgorithmName.Of(algorithm)
        : $"{AlgorithmName.Of(algorithm)}, key {id}";
}
