using System.Buffers.Binary;
using Perch.Model;

namespace Perch.Routing.Ospf.Origination.V3;

/// <summary>A number for an LSA that carries one prefix (RFC 5340 4.4.3.5, "has no addressing semantics").</summary>
internal static class LinkStateId
{
    private const uint OffsetBasis = 2_166_136_261;
    private const uint Prime = 16_777_619;

    /// <summary>FNV-1a over the address. Two addresses of one service that meet in it are found when the configuration
    /// is read.</summary>
    public static uint Of(AnycastPrefix prefix)
    {
        Span<byte> bytes = stackalloc byte[IpAddress.Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, prefix.Address.Value);
        var hash = OffsetBasis;
        foreach (var octet in bytes)
        {
            hash = (hash ^ octet) * Prime;
        }

        return hash;
    }
}
