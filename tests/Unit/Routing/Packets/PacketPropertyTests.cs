using System.Buffers.Binary;
using CsCheck;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Packets;

/// <summary>What holds for every byte sequence, not only for those that somebody thought of.</summary>
public sealed class PacketPropertyTests
{
    private static readonly Gen<byte[]> LsaBytes =
        Gen.Select(Gen.Byte, Gen.UInt, Gen.Int, Gen.Byte.Array[0, 64], (type, id, sequence, body) => Lsa.Build(
            new LsaKey((LsType)type, id, new RouterId(id)),
            Options.External,
            new SequenceNumber(sequence),
            body.AsSpan(0, body.Length & ~3)).Bytes);

    private static readonly Gen<byte[]> UpdateBytes = LsaBytes.Array[0, 8].Select(lsas => Wrapped.Packet(
        new RouterId(1),
        AreaId.Backbone,
        new LinkStateUpdate(OspfVersion.V2, (uint)lsas.Length, lsas.SelectMany(lsa => lsa).ToArray())));

    [Fact]
    public void No_bytes_make_the_decoder_throw() =>
        Gen.Byte.Array[0, 200].Sample(bytes => _ = Reencoding.Of(bytes));

    [Fact]
    public void No_body_behind_a_good_header_makes_the_decoder_throw() =>
        Gen.Select(Gen.Byte[1, 5], Gen.Byte.Array[0, 200]).Sample((type, body) =>
        {
            var packet = Reseal([.. Convert.FromHexString(Captured.Hello)[..24], .. body], type);
            var again = Reencoding.Of(packet);
            Assert.True(again is null || again.AsSpan().SequenceEqual(packet));
        });

    [Theory]
    [MemberData(nameof(Captured.All), MemberType = typeof(Captured))]
    public void A_packet_cut_short_anywhere_is_refused(string hex)
    {
        var packet = Convert.FromHexString(hex);
        for (var length = 0; length < packet.Length; length++)
        {
            Assert.Null(Reencoding.Of(packet.AsSpan(0, length)));
        }
    }

    [Theory]
    [MemberData(nameof(Captured.All), MemberType = typeof(Captured))]
    public void A_body_cut_short_behind_a_header_that_knows_it_never_throws(string hex)
    {
        var packet = Convert.FromHexString(hex);
        for (var length = 24; length < packet.Length; length++)
        {
            _ = Reencoding.Of(Reseal(packet[..length], packet[1]));
        }
    }

    [Theory]
    [MemberData(nameof(Captured.All), MemberType = typeof(Captured))]
    public void One_changed_byte_is_caught_by_the_checksum(string hex)
    {
        var packet = Convert.FromHexString(hex);
        foreach (var i in Enumerable.Range(0, packet.Length).Where(i => i is < 14 or >= 24))
        {
            packet[i] ^= 0x10;
            Assert.Null(Reencoding.Of(packet));
            packet[i] ^= 0x10;
        }
    }

    [Theory]
    [MemberData(nameof(Captured.All), MemberType = typeof(Captured))]
    public void Any_byte_at_any_place_under_a_right_checksum_never_throws(string hex)
    {
        var packet = Convert.FromHexString(hex);
        for (var i = 0; i < packet.Length * 256; i++)
        {
            var changed = packet.ToArray();
            changed[i >> 8] = (byte)i;
            _ = Reencoding.Of(Reseal(changed, changed[1]));
        }
    }

    [Fact]
    public void An_update_that_was_encoded_decodes_to_itself() => UpdateBytes.Sample(packet =>
        Assert.Equal(packet, Reencoding.Of(packet)));

    [Fact]
    public void An_lsa_that_was_built_has_a_right_checksum_and_no_other_byte_fits() =>
        Gen.Select(LsaBytes, Gen.Int[2, 1000], Gen.Byte[1, 254]).Sample((bytes, place, change) =>
        {
            Assert.True(new Lsa(OspfVersion.V2, bytes).IsValid(out var fault) || fault != LsaFault.Checksum);
            bytes[2 + (place % (bytes.Length - 2))] += change;
            Assert.False(new Lsa(OspfVersion.V2, bytes).IsValid(out fault));
            Assert.Equal(LsaFault.Checksum, fault);
        });

    /// <summary>Type, length and checksum made right, so that only the body is wrong.</summary>
    private static byte[] Reseal(byte[] packet, byte type)
    {
        packet[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet.AsSpan(12, 2).Clear();
        var sum = 0u;
        for (var i = 0; i < packet.Length; i++)
        {
            sum += i is >= 16 and < 24 ? 0u : (uint)packet[i] << (i % 2 == 0 ? 8 : 0);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(12), (ushort)~sum);
        return packet;
    }
}
