using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Packets;

/// <summary>Decodes a packet down to its LSAs, as the router does, and encodes what came out.</summary>
internal static class Reencoding
{
    /// <returns>Null when the bytes are refused.</returns>
    public static byte[]? Of(ReadOnlySpan<byte> packet) =>
        !PacketHeader.TryDecode(packet, out var header, out var body, out var error) ? Refused(error)
        : header.Type switch
        {
            PacketType.Hello => Hello.TryDecode(body, out var hello, out error)
                ? PacketHeader.Wrap(header.Router, header.Area, hello) : Refused(error),
            PacketType.DatabaseDescription => DatabaseDescription.TryDecode(body, out var description, out error)
                ? PacketHeader.Wrap(header.Router, header.Area, description) : Refused(error),
            PacketType.LinkStateRequest => LinkStateRequest.TryDecode(body, out var request, out error)
                ? PacketHeader.Wrap(header.Router, header.Area, request) : Refused(error),
            PacketType.LinkStateUpdate => LinkStateUpdate.TryDecode(body, out var update, out error)
                ? PacketHeader.Wrap(header.Router, header.Area, Visit(update)) : Refused(error),
            PacketType.LinkStateAcknowledgement => LinkStateAcknowledgement.TryDecode(body, out var ack, out error)
                ? PacketHeader.Wrap(header.Router, header.Area, ack) : Refused(error),
            _ => null,
        };

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
