using Perch.Routing.Ospf;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>Events and effects as a reader of a replay wants them.</summary>
internal static class Traced
{
    public static string Of(OspfEvent what) => what switch
    {
        OspfEvent.PacketReceived packet => $"<- {packet.Source} {Convert.ToHexStringLower(packet.Packet.Span)}",
        OspfEvent.AnnouncementsChanged changed => $"announce {string.Join(' ', changed.Announcements)}",
        _ => what.ToString(),
    };

    public static string Of(OspfEffect effect) => effect switch
    {
        OspfEffect.Send send => $"-> {send.Destination} {Convert.ToHexStringLower(send.Packet.Span)}",
        OspfEffect.Say say => $"{say.Severity}: {say.Sentence}",
        _ => effect.ToString(),
    };
}
