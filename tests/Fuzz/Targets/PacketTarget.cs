using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;
using Perch.Tests.Fuzz.Engine;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>One packet, down to the bodies of its LSAs. What is accepted says the same after it has been encoded and
/// decoded again; what is refused has a reason that can be printed.</summary>
internal sealed class PacketTarget(OspfVersion version, int share) : Target($"packets{(int)version}", 512, share)
{
    private static readonly IpAddress Source = new(1);

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (!PacketHeader.TryDecode(version, input, out var header, out var body, out var error))
        {
            Refused(error);
            return;
        }

        var whole = input[..(PacketHeader.SizeIn(version) + body.Length)];
        _ = PacketChecksum.Check(version, whole, Source, Source).ToString();
        if (Reencode(header, body, out error) is { } again)
        {
            PacketHeader.TryDecode(version, again, out var header2, out var body2, out _);
            BrokenException.Unless(header2 == header, "the header changes");
            var twice = Reencode(header2, body2, out _);
            BrokenException.Unless(twice is not null && twice.AsSpan().SequenceEqual(again), "the packet changes");
            BrokenException.Unless(body2.Length == body.Length, "the packet grows or shrinks");
        }
        else
        {
            Refused(error);
        }
    }

    /// <returns>Null when the bytes are refused.</returns>
    private byte[]? Reencode(PacketHeader header, ReadOnlySpan<byte> body, out DecodeError error)
    {
        switch (header.Type)
        {
            case PacketType.Hello:
                return Hello.TryDecode(version, body, out var hello, out error) ? Wrap(header, Visit(hello)) : null;
            case PacketType.DatabaseDescription:
                return DatabaseDescription.TryDecode(version, body, out var description, out error)
                    ? Wrap(header, Visit(description)) : null;
            case PacketType.LinkStateRequest:
                return LinkStateRequest.TryDecode(body, out var request, out error)
                    ? Wrap(header, Visit(request)) : null;
            case PacketType.LinkStateUpdate:
                return LinkStateUpdate.TryDecode(version, body, out var update, out error)
                    ? Wrap(header, Visit(update)) : null;
            default:
                return LinkStateAcknowledgement.TryDecode(version, body, out var acknowledgement, out error)
                    ? Wrap(header, Visit(acknowledgement)) : null;
        }
    }

    private byte[] Wrap<TMessage>(PacketHeader header, TMessage message)
        where TMessage : IMessage, allows ref struct => PacketHeader.Wrap(version, header, message);

    private static Hello Visit(Hello hello)
    {
        _ = hello.Neighbors.Contains(new RouterId(0x0101_0101));
        return hello;
    }

    private static DatabaseDescription Visit(DatabaseDescription description)
    {
        Visit(description.Headers);
        return description;
    }

    private static LinkStateAcknowledgement Visit(LinkStateAcknowledgement acknowledgement)
    {
        Visit(acknowledgement.Headers);
        return acknowledgement;
    }

    private static void Visit(LsaHeaderList headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            Visit(headers[i], headers[0]);
        }
    }

    private static LinkStateRequest Visit(LinkStateRequest request)
    {
        for (var i = 0; i < request.Count; i++)
        {
            _ = LsaName.Of(request[i]);
        }

        return request;
    }

    private LinkStateUpdate Visit(LinkStateUpdate update)
    {
        var count = 0u;
        foreach (var lsa in update)
        {
            count++;
            _ = lsa.IsValid(out _);
            Visit(lsa.Header, lsa.Header);
            Bodies.Visit(version, lsa.Header.Key.Type, lsa.Body);
        }

        BrokenException.Unless(count == update.Count, "the count is not what there is");
        return update;
    }

    /// <summary>FRR has crashed in its debug printers.</summary>
    private static void Visit(LsaHeader header, LsaHeader first)
    {
        _ = LsaName.Of(header.Key);
        _ = header.Key.ToString();
        var freshness = header.CompareFreshness(first);
        BrokenException.Unless(
            Math.Sign(freshness) == -Math.Sign(first.CompareFreshness(header)), "both are newer than the other");
    }

    private static void Refused(DecodeError error) =>
        BrokenException.Unless(error.Fault != DecodeFault.None && error.ToString().Length > 0, "refused for no reason");
}
