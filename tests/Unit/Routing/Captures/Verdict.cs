using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Lsas2 = Perch.Routing.Ospf.Lsas.V2;
using Lsas3 = Perch.Routing.Ospf.Lsas.V3;

namespace Perch.Tests.Unit.Routing.Captures;

/// <summary>What our decoders make of one captured packet.</summary>
internal sealed class Verdict
{
    /// <summary>Null: nothing is wrong with it.</summary>
    public string? Wrong { get; private set; }

    public PacketType Type { get; private set; }

    public List<LsType> Lsas { get; } = [];

    public bool IsAuthenticated { get; private set; }

    public static Verdict Of(CapturedPacket captured)
    {
        var verdict = new Verdict();
        var version = captured.Bytes is [3, ..] ? OspfVersion.V3 : OspfVersion.V2;
        var packet = captured.Bytes.AsSpan();
        if (!PacketHeader.TryDecode(version, packet, out var header, out var body, out var error))
        {
            verdict.Wrong = error.ToString();
            return verdict;
        }

        var length = PacketHeader.SizeIn(version) + body.Length;
        verdict.Type = header.Type;

        // With a digest there is no checksum: AuType 2 in OSPFv2, a trailer in OSPFv3 (RFC 7166 4.2).
        verdict.IsAuthenticated = version == OspfVersion.V2 ? header.AuthType > 1 : packet.Length > length;
        error = verdict.IsAuthenticated
            ? default
            : PacketChecksum.Check(version, packet[..length], captured.Source, captured.Destination);
        if (error.Fault == DecodeFault.None && verdict.Encode(version, header, body, out error) is { } again)
        {
            var same = again.AsSpan(PacketHeader.SizeIn(version)).SequenceEqual(body);
            verdict.Wrong ??= same ? null : $"encoded again it is {Convert.ToHexString(again)}";
        }

        verdict.Wrong ??= error.Fault == DecodeFault.None ? null : error.ToString();
        return verdict;
    }

    private byte[]? Encode(OspfVersion version, PacketHeader header, ReadOnlySpan<byte> body, out DecodeError error)
    {
        switch (header.Type)
        {
            case PacketType.Hello:
                return Hello.TryDecode(version, body, out var hello, out error)
                    ? PacketHeader.Wrap(version, header, hello) : null;
            case PacketType.DatabaseDescription:
                return DatabaseDescription.TryDecode(version, body, out var description, out error)
                    ? PacketHeader.Wrap(version, header, description) : null;
            case PacketType.LinkStateRequest:
                return LinkStateRequest.TryDecode(body, out var request, out error)
                    ? PacketHeader.Wrap(version, header, request) : null;
            case PacketType.LinkStateAcknowledgement:
                return LinkStateAcknowledgement.TryDecode(version, body, out var acknowledgement, out error)
                    ? PacketHeader.Wrap(version, header, acknowledgement) : null;
            default:
                return LinkStateUpdate.TryDecode(version, body, out var update, out error)
                    ? PacketHeader.Wrap(version, header, Visit(version, update)) : null;
        }
    }

    private LinkStateUpdate Visit(OspfVersion version, LinkStateUpdate update)
    {
        foreach (var lsa in update)
        {
            var type = lsa.Header.Key.Type;
            Lsas.Add(type);
            if (!lsa.IsValid(out var fault))
            {
                Wrong ??= $"{lsa.Header.Key}: {fault}";
            }
            else if (Encode(version, type, lsa.Body, out var error) is { } again && !again.SequenceEqual(lsa.Body))
            {
                Wrong ??= $"{lsa.Header.Key}: encoded again it is {Convert.ToHexString(again)}";
            }
            else if (error.Fault != DecodeFault.None)
            {
                Wrong ??= $"{lsa.Header.Key}: {error}";
            }
        }

        return update;
    }

    /// <returns>Null: refused, or we neither read nor write this kind.</returns>
    private static byte[]? Encode(OspfVersion version, LsType type, ReadOnlySpan<byte> body, out DecodeError error)
    {
        error = default;
        return (version, type) switch
        {
            (OspfVersion.V2, LsType.Router) =>
                Lsas2.RouterLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null,
            (OspfVersion.V2, LsType.AsExternal or LsType.Nssa) =>
                Lsas2.AsExternalLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null,
            (OspfVersion.V3, LsType.Router3) =>
                Lsas3.RouterLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null,
            (OspfVersion.V3, LsType.AsExternal3 or LsType.Nssa3) =>
                Lsas3.AsExternalLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null,
            _ => null,
        };
    }
}
