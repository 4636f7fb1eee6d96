using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Packets;

/// <summary>Decodes a packet down to its LSAs, as the router does, and encodes what came out.</summary>
internal static class Reencoding
{
    /// <returns>Null when the bytes are refused.</returns>
    public static byte[]? Of(ReadOnlySpan<byte> packet) =>
        !TryOpen(packet, out var header, out var body, out var error) ? Refused(error)
        : header.Type switch
        {
            PacketType.Hello => Hello.TryDecode(OspfVersion.V2, body, out var hello, out error)
                ? Wrapped.Packet(header.Router, header.Area, hello) : Refused(error),
            PacketType.DatabaseDescription => DatabaseDescription.TryDecode(
                OspfVersion.V2, body, out var description, out error)
                ? Wrapped.Packet(header.Router, header.Area, description) : Refused(error),
            PacketType.LinkStateRequest => LinkStateRequest.TryDecode(body, out var request, out error)
                ? Wrapped.Packet(header.Router, header.Area, request) : Refused(error),
            PacketType.LinkStateUpdate => LinkStateUpdate.TryDecode(OspfVersion.V2, body, out var update, out error)
                ? Wrapped.Packet(header.Router, header.Area, Visit(update)) : Refused(error),
            PacketType.LinkStateAcknowledgement => LinkStateAcknowledgement.TryDecode(
                OspfVersion.V2, body, out var ack, out error)
                ? Wrapped.Packet(header.Router, header.Area, ack) : Refused(error),
            _ => null,
        };

    private static bool TryOpen(
        ReadOnlySpan<byte> packet, out PacketHeader header, out ReadOnlySpan<byte> body, out DecodeError error)
    {
        if (PacketHeader.TryDecode(OspfVersion.V2, packet, out header, out body, out error)
            && header.AuthType != 2)
        {
            var whole = packet[..(PacketHeader.SizeIn(OspfVersion.V2) + body.Length)];
            error = PacketChecksum.Check(OspfVersion.V2, whole, default, default);
        }

        return error.Fault == DecodeFault.None;
    }

    private static LinkStateUpdate Visit(LinkStateUpdate update)
    {
        foreach (var lsa in update)
        {
            lsa.IsValid(out _);
            RouterLsa.TryDecode(lsa.Body, out _, out _);
            AsExternalLsa.TryDecode(lsa.Body, out _, out _);
        }

        return update;
    }

    /// <summary>Printing an error must not throw either (FRR crashed in its debug printers).</summary>
    private static byte[]? Refused(DecodeError error)
    {
        Assert.NotEqual(DecodeFault.None, error.Fault);
        Assert.NotEmpty(error.ToString());
        return null;
    }
}
