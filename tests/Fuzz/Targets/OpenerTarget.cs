using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;
using Perch.Tests.Fuzz.Engine;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>The seal of packets. The first byte chooses a key and what is done: a stranger's packet is opened as it is,
/// or one of ours is sealed, damaged in one bit, and opened.</summary>
internal sealed class OpenerTarget(OspfVersion version, int share) : Target($"opener{(int)version}", 256, share)
{
    private static readonly IpAddress Source = new(new UInt128(0xFE80_0000_0000_0000, 1));

    /// <summary>OSPFv3 has no simple password.</summary>
    private static readonly Keyring?[] All =
    [
        null,
        Keyrings.Of(AuthenticationAlgorithm.Simple), Keyrings.Of(AuthenticationAlgorithm.Md5),
        Keyrings.Of(AuthenticationAlgorithm.HmacSha1), Keyrings.Of(AuthenticationAlgorithm.HmacSha256),
        Keyrings.Of(AuthenticationAlgorithm.HmacSha384), Keyrings.Of(AuthenticationAlgorithm.HmacSha512),
        Keyrings.Of(AuthenticationAlgorithm.HmacSha256, extended: true),
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < 3)
        {
            return;
        }

        var keyring = All[input[0] % All.Length];
        keyring = version == OspfVersion.V3 && keyring == All[1] ? null : keyring;
        var packet = input[3..].ToArray();
        var opener = new Authenticator(keyring, new SequenceCounter(0, Keyrings.Now));
        var size = version == OspfVersion.V2 ? 24 : 16;
        if ((input[0] & 0x80) == 0 || keyring is null || packet.Length < size)
        {
            Open(opener, packet);
            return;
        }

        packet[0] = (byte)version;
        packet[1] = (byte)(1 + (packet[1] % 5));
        (packet[2], packet[3]) = ((byte)(packet.Length >> 8), (byte)packet.Length);
        var whole = new Authenticator(keyring, new SequenceCounter(0, Keyrings.Now)).Seal(packet, Source, Keyrings.Now);
        var damaged = ((input[1] << 8) | input[2]) % (whole.Length * 8);
        if ((input[0] & 0x40) == 0)
        {
            whole[damaged / 8] ^= (byte)(1 << (damaged % 8));
            Open(opener, whole);
        }
        else if (!HasLls(packet))
        {
            BrokenException.Unless(Open(opener, whole).Kind == FaultKind.None, "it refuses what it has sealed itself");
        }
    }

    /// <summary>Nothing that we send says that an LLS block follows.</summary>
    private bool HasLls(byte[] packet) => version == OspfVersion.V3 && packet[1] is 1 or 2;

    private static AuthenticationFault Open(Authenticator opener, byte[] packet)
    {
        var guard = new ReplayGuard();
        var fault = opener.Open(packet, Source, Keyrings.Now, guard);
        _ = fault.ToString();
        var claim = fault.Claim;
        BrokenException.Unless(
            fault.Kind != FaultKind.None || claim.DigestAt + claim.DigestSize <= packet.Length,
            "a digest beyond the end");
        var again = opener.Open(packet, Source, Keyrings.Now, guard);
        BrokenException.Unless(
            again.Kind == fault.Kind || again.Kind == FaultKind.Replay, "the same packet is another the second time");
        return fault;
    }
}
