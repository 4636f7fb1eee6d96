using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>Why a packet is not believed, with what it claimed and what was to be compared with it.</summary>
/// <param name="Found">Malformed: the length that is wrong. Sequence number: the one that came.</param>
/// <param name="Bound">Malformed: the bytes there are. Sequence number: the last one before.</param>
internal readonly record struct AuthenticationFault(
    FaultKind Kind, Claim Claim = default, ulong Found = 0, ulong Bound = 0, PacketType Type = 0)
{
    /// <summary>No digest stands in for the checksum (RFC 2328 D.4.3, RFC 7166 4.2).</summary>
    public bool HasChecksum => Claim.Kind is AuthenticationType.None or AuthenticationType.Simple;
}

/// <summary>Every way in which authentication fails.</summary>
internal enum FaultKind
{
    None,

    /// <summary>A length says that there is more than came.</summary>
    Malformed,

    /// <summary>The two sides authenticate in different ways, or one does not at all.</summary>
    Method,

    /// <summary>We have no key of this number and algorithm.</summary>
    Key,

    /// <summary>We have it, but it is not its time.</summary>
    Lifetime,

    /// <summary>Password or digest is another.</summary>
    Secret,

    /// <summary>The sequence number is not above what this neighbor has sent before.</summary>
    Replay,
}
