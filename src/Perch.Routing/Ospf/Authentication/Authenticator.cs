using System.Security.Cryptography;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>
/// The one place where packets of a link are sealed before they are sent, and opened before they mean anything. Works
/// on whole packets from the OSPF header on, of the version that their first byte says.
/// </summary>
/// <param name="keyring">Null: packets are not authenticated, and those that are get refused.</param>
/// <param name="spoken">What an earlier speaker has learnt from the router on the link.</param>
internal sealed class Authenticator(Keyring? keyring, SequenceCounter counter, Derivation? spoken = null)
{
    /// <summary>Cryptographic Protocol IDs, assigned with RFC 7166 and RFC 7474.</summary>
    private const ushort ProtocolV3 = 1;

    private const ushort ProtocolV2 = 3;

    private const int VersionAt = 0;
    private const int TypeAt = 1;

    /// <summary>Where a Hello has its router priority: RFC 2328 A.3.2, RFC 5340 A.3.2.</summary>
    private const int PriorityAtV2 = V2Header.Size + 7;

    private const int PriorityAtV3 = 20;

    private readonly KeyedDigest _digest = new();
    private Derivation? _spoken = spoken;

    public Keyring? Keyring => keyring;

    /// <summary>As the router on the link does it; null until it was heard.</summary>
    public Derivation? Spoken => _spoken;

    /// <summary>What the next speaker has to begin above.</summary>
    public ulong Reserved => counter.Reserved;

    /// <summary>As the status has it: "hmac-sha-256, key 1".</summary>
    public string Describe(long unixSeconds)
    {
        if (keyring is null)
        {
            return "none";
        }

        var key = keyring.ToSend(unixSeconds);
        return key.Algorithm == AuthenticationAlgorithm.Simple ? key.ToString()
            : $"{AlgorithmName.Written(key.Algorithm)}, key {key.Id}"
                + (_spoken == Derivation.DigestSwapped ? " (as FRR before 9.1 has it)" : "");
    }

    /// <summary>The packet as it is to be sent now.</summary>
    /// <param name="packet">A whole packet without authentication, with its checksum.</param>
    /// <param name="source">The address that it will be sent from.</param>
    public byte[] Seal(byte[] packet, IpAddress source, long unixSeconds)
    {
        if (keyring is null)
        {
            return packet;
        }

        var key = keyring.ToSend(unixSeconds);
        var kind = Kind(packet[VersionAt] == 3, key);
        var before = kind switch
        {
            AuthenticationType.Extended => sizeof(ulong),
            AuthenticationType.Trailer => V3Trailer.FixedSize,
            _ => 0,
        };
        var whole = new byte[packet.Length + before + key.DigestSize];
        packet.CopyTo(whole, 0);
        var sequence = kind == AuthenticationType.Simple ? 0 : counter.Next(unixSeconds);
        var end = kind == AuthenticationType.Trailer
            ? V3Trailer.Write(whole, packet.Length, key, sequence)
            : V2Header.Write(whole, packet.Length, kind, key, sequence);
        if (kind != AuthenticationType.Simple)
        {
            Compute(key, _spoken ?? Derivations(kind)[0], kind, whole.AsSpan(0, end), source, whole.AsSpan(end));
        }

        return whole;
    }

    /// <summary>Whether a packet is to be believed. Whether it is well-formed beyond what authentication touches is not
    /// looked at.</summary>
    /// <param name="guard">Of the neighbor that it claims to be from; null while there is none.</param>
    public AuthenticationFault Open(
        ReadOnlySpan<byte> packet, IpAddress source, long unixSeconds, ReplayGuard? guard)
    {
        if (packet.Length <= TypeAt)
        {
            return new AuthenticationFault(FaultKind.Malformed, default, (ulong)packet.Length, (ulong)packet.Length);
        }

        var fault = packet[VersionAt] == 3
            ? V3Trailer.TryRead(packet, out var claim, out var found)
            : V2Header.TryRead(packet, out claim, out found);
        var type = (PacketType)packet[TypeAt];
        if (fault != FaultKind.None)
        {
            return new AuthenticationFault(fault, claim, (ulong)found, (ulong)packet.Length, type);
        }

        fault = Check(packet, claim, source, unixSeconds, out var how);
        if (fault != FaultKind.None || claim.Kind is AuthenticationType.None or AuthenticationType.Simple)
        {
            return new AuthenticationFault(fault, claim, 0, 0, type);
        }

        if (guard is not null && type is >= PacketType.Hello and <= PacketType.LinkStateAcknowledgement)
        {
            if (!guard.Accepts(claim.Kind, type, claim.Sequence))
            {
                return new AuthenticationFault(
                    FaultKind.Replay, claim, claim.Sequence, guard.Last(claim.Kind, type), type);
            }

            guard.Record(claim.Kind, type, claim.Sequence);
        }

        // Of somebody who may be elected: other leaves follow the router as we do.
        _spoken = IsFromRouter(packet) ? how : _spoken;
        return new AuthenticationFault(FaultKind.None, claim, 0, 0, type);
    }

    /// <summary>What we send and take, for one version.</summary>
    public AuthenticationType Kind(bool isV3, AuthenticationKey key) =>
        isV3 ? AuthenticationType.Trailer
        : key.Algorithm == AuthenticationAlgorithm.Simple ? AuthenticationType.Simple
        : keyring!.Extended ? AuthenticationType.Extended
        : AuthenticationType.Cryptographic;

    private FaultKind Check(
        ReadOnlySpan<byte> packet, Claim claim, IpAddress source, long unixSeconds, out Derivation? how)
    {
        how = null;
        var isV3 = packet[VersionAt] == 3;
        if (keyring is null)
        {
            return claim.Kind == AuthenticationType.None ? FaultKind.None : FaultKind.Method;
        }

        if (!Uses(isV3, claim.Kind))
        {
            return FaultKind.Method;
        }

        if (claim.Kind == AuthenticationType.Simple)
        {
            return CheckPassword(packet.Slice(claim.DigestAt, claim.DigestSize), unixSeconds);
        }

        var key = claim.KeyId > int.MaxValue ? null
            : keyring.Find((int)claim.KeyId, claim.DigestSize, unixSeconds);
        if (key is null || !keyring.Accepts(key, unixSeconds))
        {
            return key is null ? FaultKind.Key : FaultKind.Lifetime;
        }

        how = Prove(packet, claim, key, source);
        return how is null ? FaultKind.Secret : FaultKind.None;
    }

    private bool Uses(bool isV3, AuthenticationType kind)
    {
        foreach (var key in keyring!.Keys)
        {
            if (Kind(isV3, key) == kind)
            {
                return true;
            }
        }

        return false;
    }

    private FaultKind CheckPassword(ReadOnlySpan<byte> password, long unixSeconds)
    {
        Span<byte> ours = stackalloc byte[V2Header.PasswordSize];
        var equal = false;
        foreach (var key in keyring!.Keys)
        {
            if (key.Algorithm == AuthenticationAlgorithm.Simple && keyring.Accepts(key, unixSeconds))
            {
                ours.Clear();
                key.Secret[..Math.Min(key.Secret.Length, ours.Length)].CopyTo(ours);
                equal |= CryptographicOperations.FixedTimeEquals(ours, password);
            }
        }

        return equal ? FaultKind.None : FaultKind.Secret;
    }

    /// <summary>With every derivation that may be meant, the one spoken here first; null when none gives the
    /// digest.</summary>
    private Derivation? Prove(ReadOnlySpan<byte> packet, Claim claim, AuthenticationKey key, IpAddress source)
    {
        Span<byte> ours = stackalloc byte[claim.DigestSize];
        var theirs = packet.Slice(claim.DigestAt, claim.DigestSize);
        var candidates = Derivations(claim.Kind);
        for (var i = _spoken is null ? 0 : -1; i < candidates.Length; i++)
        {
            var how = i < 0 ? _spoken!.Value : candidates[i];
            Compute(key, how, claim.Kind, packet[..claim.DigestAt], source, ours);
            if (CryptographicOperations.FixedTimeEquals(ours, theirs))
            {
                return how;
            }
        }

        return null;
    }

    private static bool IsFromRouter(ReadOnlySpan<byte> packet)
    {
        var priorityAt = packet[VersionAt] == 3 ? PriorityAtV3 : PriorityAtV2;
        return (PacketType)packet[TypeAt] == PacketType.Hello
            && packet.Length > priorityAt && packet[priorityAt] > 0;
    }

    /// <summary>The most likely first: it is what is sent with before a router was heard.</summary>
    private static ReadOnlySpan<Derivation> Derivations(AuthenticationType kind) => kind switch
    {
        AuthenticationType.Cryptographic => [Derivation.Block, Derivation.Digest],
        AuthenticationType.Trailer => [Derivation.Block, Derivation.Digest, Derivation.DigestSwapped],
        _ => [Derivation.Digest, Derivation.Block],
    };

    private void Compute(
        AuthenticationKey key, Derivation how, AuthenticationType kind, ReadOnlySpan<byte> message, IpAddress source,
        Span<byte> digest)
    {
        Span<byte> bytes = stackalloc byte[IpAddress.Size];
        source.WriteBytes(bytes);
        ReadOnlySpan<byte> before = kind switch
        {
            AuthenticationType.Trailer => bytes,
            AuthenticationType.Extended => bytes[(IpAddress.Size - sizeof(uint))..],
            _ => [],
        };
        ushort protocol = kind switch
        {
            AuthenticationType.Trailer => ProtocolV3,
            AuthenticationType.Extended => ProtocolV2,
            _ => 0,
        };
        _digest.Compute(key, how, protocol, message, before, digest);
    }
}
