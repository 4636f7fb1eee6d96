using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication.Hashes;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>Digests of packets under a key (RFC 2328 D.4.3, RFC 5709 3.3, RFC 7474 5, RFC 7166 4.5).</summary>
internal sealed class KeyedDigest
{
    /// <summary>The largest block, SHA-512's.</summary>
    private const int LargestBlock = 128;

    private readonly BlockHash?[] _hashes = new BlockHash?[(int)AuthenticationAlgorithm.HmacSha512 + 1];

    /// <summary>Apad: this, repeated to the length of the hash (RFC 5709 3.3).</summary>
    private static ReadOnlySpan<byte> Pad => [0x87, 0x8F, 0xE1, 0xF3];

    /// <param name="protocol">Cryptographic Protocol ID, which is appended to the secret; zero: nothing is.</param>
    /// <param name="source">What Apad begins with: nothing, or the address that the packet comes from.</param>
    /// <param name="digest">Exactly the size that the algorithm's digest has.</param>
    public void Compute(
        AuthenticationKey key, Derivation how, ushort protocol, ReadOnlySpan<byte> message, ReadOnlySpan<byte> source,
        Span<byte> digest)
    {
        var hash = HashOf(key.Algorithm);
        if (key.Algorithm == AuthenticationAlgorithm.Md5)
        {
            Span<byte> padded = stackalloc byte[hash.Size];
            key.Secret[..Math.Min(key.Secret.Length, padded.Length)].CopyTo(padded);
            hash.Append(message);
            hash.Append(padded);
            hash.Finish(digest);
            return;
        }

        Span<byte> derived = stackalloc byte[LargestBlock];
        derived = derived[..hash.BlockSize];
        Derive(key, how, protocol, hash, derived);
        Apply(hash, derived, 0x36);
        hash.Append(message);
        hash.Append(source);
        for (var i = source.Length; i < hash.Size; i += Pad.Length)
        {
            hash.Append(Pad);
        }

        hash.Finish(digest);
        Apply(hash, derived, 0x5c);
        hash.Append(digest);
        hash.Finish(digest);
    }

    /// <summary>The key Ko, padded with zeros to the block.</summary>
    private static void Derive(
        AuthenticationKey key, Derivation how, ushort protocol, BlockHash hash, Span<byte> derived)
    {
        var (first, second) = ((byte)(protocol >> 8), (byte)protocol);
        ReadOnlySpan<byte> id = protocol == 0 ? []
            : how == Derivation.DigestSwapped ? [second, first]
            : [first, second];
        derived.Clear();
        if (key.Secret.Length + id.Length <= (how == Derivation.Block ? hash.BlockSize : hash.Size))
        {
            key.Secret.CopyTo(derived);
            id.CopyTo(derived[key.Secret.Length..]);
        }
        else
        {
            hash.Append(key.Secret);
            hash.Append(id);
            hash.Finish(derived[..hash.Size]);
        }
    }

    private static void Apply(BlockHash hash, ReadOnlySpan<byte> derived, byte pad)
    {
        Span<byte> block = stackalloc byte[LargestBlock];
        block = block[..derived.Length];
        for (var i = 0; i < derived.Length; i++)
        {
            block[i] = (byte)(derived[i] ^ pad);
        }

        hash.Append(block);
    }

    private BlockHash HashOf(AuthenticationAlgorithm algorithm) => _hashes[(int)algorithm] ??= algorithm switch
    {
        AuthenticationAlgorithm.Md5 => new Md5(),
        AuthenticationAlgorithm.HmacSha1 => new Sha1(),
        AuthenticationAlgorithm.HmacSha256 => new Sha256(),
        AuthenticationAlgorithm.HmacSha384 => new Sha512(48),
        _ => new Sha512(64),
    };
}
