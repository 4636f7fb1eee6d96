using System.Buffers.Binary;

namespace Perch.Tests.Unit.Speaker.Probes;

/// <summary>Answers of a name server, made from the query that they answer.</summary>
internal static class DnsMessages
{
    /// <summary>The query of "example.dn42 SOA" with id 0x1234, as dig sends it without EDNS.</summary>
    public static readonly byte[] SoaQuery = Convert.FromHexString(
        "1234" + "0100" + "0001" + "0000" + "0000" + "0000" + "076578616d706c6504646e3432" + "00" + "0006" + "0001");

    public static byte[] Answer(ReadOnlySpan<byte> query, int flags = 0x8180, params byte[][] records)
    {
        byte[] reply = [.. query, .. records.SelectMany(record => record)];
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(2), (ushort)flags);
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(6), (ushort)records.Length);
        return reply;
    }

    /// <summary>A record whose name points at the question (offset 12), as every name server compresses it.</summary>
    public static byte[] Record(ushort type, string dataInHex)
    {
        var data = Convert.FromHexString(dataInHex);
        byte[] fixedPart = [0xC0, 0x0C, (byte)(type >> 8), (byte)type, 0, 1, 0, 0, 1, 0x2C, 0, (byte)data.Length];
        return [.. fixedPart, .. data];
    }
}
