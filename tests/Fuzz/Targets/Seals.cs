using Perch.Model;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>The strangers' side of authentication: seals what they send, as it should be or not, and opens what the
/// instance under test has sealed.</summary>
internal sealed class Seals(Keyring? keyring)
{
    private readonly Authenticator _right = new(keyring, new SequenceCounter(0, Keyrings.Now));

    private readonly Authenticator _wrong =
        new(keyring is null ? null : Keyrings.OtherThan(keyring), new SequenceCounter(0, Keyrings.Now));

    /// <summary>Of what the instance under test has ever sent.</summary>
    private readonly ReplayGuard _guard = new();

    private byte[] _last = [];

    public Sealing Sealing { get; set; }

    public byte[] Seal(byte[] packet, IpAddress source, long unixSeconds)
    {
        var right = keyring is not null && Sealing == Sealing.Right;
        var whole = right ? _right.Seal(packet, source, unixSeconds)
            : Sealing == Sealing.Wrong ? _wrong.Seal(packet, source, unixSeconds)
            : Sealing == Sealing.Replayed ? _last
            : packet;
        _last = right ? whole : _last;
        return whole;
    }

    /// <summary>Whoever has the keys believes what the instance sends, and its sequence numbers never go
    /// back.</summary>
    public AuthenticationFault Open(ReadOnlySpan<byte> packet, IpAddress source, long unixSeconds)
    {
        var fault = _right.Open(packet, source, unixSeconds, _guard);
        BrokenException.Unless(fault.Kind == FaultKind.None, $"nobody believes what it sends: {fault.Kind}");
        return fault;
    }
}

/// <summary>How the strangers authenticate.</summary>
internal enum Sealing
{
    Right,
    Wrong,
    Replayed,
    None,
}
