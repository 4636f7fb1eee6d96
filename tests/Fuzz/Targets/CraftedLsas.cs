using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>LSAs that matter to the instance: its own, newer, older, flushed or forged, and those of others.</summary>
internal sealed class CraftedLsas(World world)
{
    private const int Most = 4;
    private const int RequestSize = 12;

    private static readonly RouterId Elsewhere = new(0x0909_0909);

    private static readonly ushort[] Types2 = [1, 2, 3, 4, 5, 7, 9, 10, 11, 6, 200];

    private static readonly ushort[] Types3 =
        [0x2001, 0x2002, 0x2003, 0x2004, 0x4005, 0x2007, 0x0008, 0x2009, 0xA00A, 0x6001, 0x8008];

    public byte[] Several(ref Script script, out uint count)
    {
        count = script.Next() % (uint)Most;
        var all = new List<byte>();
        for (var i = 0; i < count; i++)
        {
            all.AddRange(One(ref script));
        }

        return [.. all];
    }

    public byte[] Headers(ref Script script)
    {
        var all = new List<byte>();
        for (var left = script.Next() % Most; left > 0; left--)
        {
            all.AddRange(One(ref script)[..LsaHeader.Size]);
        }

        return [.. all];
    }

    public byte[] OwnHeaders() => [.. world.Watcher.Own.SelectMany(own => own.Bytes[..LsaHeader.Size])];

    public byte[] Requests(ref Script script)
    {
        var all = new List<byte>();
        Span<byte> entry = stackalloc byte[RequestSize];
        for (var left = script.Next() % Most; left > 0; left--)
        {
            var lsa = One(ref script);
            BinaryPrimitives.WriteUInt32BigEndian(
                entry, world.Version == OspfVersion.V2 ? lsa[3] : BinaryPrimitives.ReadUInt16BigEndian(lsa.AsSpan(2)));
            lsa.AsSpan(4, 8).CopyTo(entry[4..]);
            all.AddRange(entry);
        }

        return [.. all];
    }

    private byte[] One(ref Script script)
    {
        var bits = script.Next();
        var own = world.Watcher.Own;
        if ((bits & 1) != 0 && own.Count > 0)
        {
            var known = own[(bits >> 1) % own.Count];
            return Build(known.Header.Key, known.Bytes[LsaHeader.Size..], known.Header.Sequence, ref script);
        }

        var types = world.Version == OspfVersion.V2 ? Types2 : Types3;
        var type = (LsType)types[(bits >> 2) % types.Length];
        var router = (bits & 2) != 0 ? world.Id : Elsewhere;
        var id = type == LsType.Router ? router.Value : script.Next() | 0x6400_0000u;
        return Build(new LsaKey(type, id, router), new byte[script.Next() % 48], new SequenceNumber(1), ref script);
    }

    private static byte[] Build(LsaKey key, byte[] body, SequenceNumber known, ref Script script)
    {
        var sequence = script.Pick<int>(
        [
            known.Value, unchecked(known.Value + 1), unchecked(known.Value - 1), unchecked(known.Value + 1000),
            int.MaxValue, int.MaxValue - 1, int.MinValue, int.MinValue + 1,
        ]);
        var age = script.Pick<ushort>([0, 0, 1, 3600, 3600, 3601, 0x8000, 0x8E10, 901]);
        if ((age & 1) != 0 && body.Length > 0)
        {
            body = (byte[])body.Clone();
            body[^1] ^= 1;
        }

        return Lsa.Build(key, Options.External, new SequenceNumber(sequence), body, age).Bytes;
    }
}
