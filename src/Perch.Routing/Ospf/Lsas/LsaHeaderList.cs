using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Lsas;

/// <summary>LSA headers one behind the other, read where they lie in the packet.</summary>
internal readonly ref struct LsaHeaderList(OspfVersion version, ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public int Count => Bytes.Length / LsaHeader.Size;

    public LsaHeader this[int index] => LsaHeader.Read(version, Bytes[(index * LsaHeader.Size)..]);

    public static DecodeError Check(ReadOnlySpan<byte> bytes) => bytes.Length % LsaHeader.Size == 0
        ? default
        : new DecodeError(DecodeFault.Ragged, bytes.Length, LsaHeader.Size);
}
