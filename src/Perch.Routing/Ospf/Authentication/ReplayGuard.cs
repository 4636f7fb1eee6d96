using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>The last sequence numbers that one neighbor has proven, for as long as it is a neighbor.</summary>
internal sealed class ReplayGuard
{
    /// <summary>By packet type from 1; at 0 of all types together, as AuType 2 counts.</summary>
    private readonly ulong[] _last = new ulong[(int)PacketType.LinkStateAcknowledgement + 1];

    /// <summary>What a sequence number is measured against.</summary>
    public ulong Last(AuthenticationType kind, PacketType type) => _last[Slot(kind, type)];

    /// <summary>AuType 2: not lower than any before (RFC 2328 D.4.3 (2)). Extended and trailer: higher than any of the
    /// same packet type (RFC 7474 2, RFC 7166 4.6).</summary>
    public bool Accepts(AuthenticationType kind, PacketType type, ulong sequence) =>
        kind is AuthenticationType.None or AuthenticationType.Simple
        || (kind == AuthenticationType.Cryptographic
            ? sequence >= Last(kind, type)
            : sequence > Last(kind, type));

    /// <summary>Only for a packet whose digest was right: a forger must not move this.</summary>
    public void Record(AuthenticationType kind, PacketType type, ulong sequence) =>
        _last[Slot(kind, type)] = sequence;

    private static int Slot(AuthenticationType kind, PacketType type) =>
        kind == AuthenticationType.Cryptographic ? 0 : (int)type;
}
