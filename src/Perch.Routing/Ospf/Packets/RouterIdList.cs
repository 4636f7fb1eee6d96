using System.Buffers.Binary;
using Perch.Model;

namespace Perch.Routing.Ospf.Packets;

/// <summary>The neighbors that a Hello names, read where they lie in the packet.</summary>
internal readonly ref struct RouterIdList(ReadOnlySpan<byte> bytes)
{
    public const int EntrySize = 4;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public int Count => Bytes.Length / EntrySize;

    public RouterId this[int index] =>
        new(BinaryPrimitives.ReadUInt32BigEndian(Bytes[(index * EntrySize)..]));

    public bool Contains(RouterId router)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i] == router)
            {
                return true;
            }
        }

        return false;
    }
}
