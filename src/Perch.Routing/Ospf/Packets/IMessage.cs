using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>The body of one of the five packets, in a form that can be sent.</summary>
internal interface IMessage
{
    static abstract PacketType Type { get; }

    /// <summary>Bytes that <see cref="Encode"/> writes.</summary>
    int LengthIn(OspfVersion version);

    void Encode(ref WireWriter writer, OspfVersion version);
}
