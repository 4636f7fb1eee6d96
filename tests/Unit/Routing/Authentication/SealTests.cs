using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication;
using Perch.Tests.Unit.Routing.Packets;

namespace Perch.Tests.Unit.Routing.Authentication;

/// <summary>What we seal, checked by the words of the RFCs with another library's hash functions.</summary>
public sealed class SealTests
{
    private const long Now = 1_795_000_000;

    private static readonly IpAddress V4 = IpAddress.FromV4(0x0A09_0002);

    private static readonly IpAddress V6 = IpAddress.TryParse("fe80::2", out var address) ? address : default;

    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("shared secret");

    /// <summary>An OSPFv3 Hello of BIRD without its trailer and AT bit.</summary>
    private static readonly byte[] HelloV3 =
        Convert.FromHexString("030100240a090002000000001234000000000007010001130001000a0000000000000000");

    public static TheoryData<AuthenticationAlgorithm> Hmacs =>
    [
        AuthenticationAlgorithm.HmacSha1, AuthenticationAlgorithm.HmacSha256, AuthenticationAlgorithm.HmacSha384,
        AuthenticationAlgorithm.HmacSha512,
    ];

    [Fact]
    public void A_simple_password_stands_in_the_header_and_the_checksum_leaves_it_out()
    {
        var packet = Seal(AuthenticationAlgorithm.Simple, HelloV2(), V4);
        Assert.Equal(Encoding.ASCII.GetBytes("shared s"), packet[16..24]);
        Assert.Equal(1, packet[15]);

        // One more in AuType is one less in the checksum's complement (RFC 1624).
        var before = BinaryPrimitives.ReadUInt16BigEndian(HelloV2().AsSpan(12));
        Assert.Equal(before - 1, BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(12)));
        Assert.Equal(HelloV2()[24..], packet[24..]);
    }

    [Fact]
    public void Md5_is_over_the_packet_and_the_key_filled_up_to_16_bytes()
    {
        var packet = Seal(AuthenticationAlgorithm.Md5, HelloV2(), V4);
        var length = HelloV2().Length;
        byte[] hashed = [.. packet[..length], .. Secret, 0, 0, 0];
        Assert.Equal(CryptographicOperations.HashData(HashAlgorithmName.MD5, hashed), packet[length..]);
        Assert.Equal([0, 0, 0, 2, 0, 0, 4, 16], packet[12..20]);
        Assert.Equal(Now, BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(20)));
        Assert.Equal(length, BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)));
    }

    [Theory]
    [MemberData(nameof(Hmacs))]
    public void RFC_5709_is_an_hmac_over_the_packet_and_apad(AuthenticationAlgorithm algorithm)
    {
        var packet = Seal(algorithm, HelloV2(), V4);
        var length = HelloV2().Length;
        var size = packet.Length - length;
        byte[] hashed = [.. packet[..length], .. Apad(size)];
        Assert.Equal(CryptographicOperations.HmacData(NameOf(size), Secret, hashed), packet[length..]);
        Assert.Equal([0, 0, 0, 2, 0, 0, 4, (byte)size], packet[12..20]);
    }

    [Theory]
    [MemberData(nameof(Hmacs))]
    public void RFC_7474_adds_a_long_sequence_number_the_source_and_the_protocol(AuthenticationAlgorithm algorithm)
    {
        var packet = Seal(algorithm, HelloV2(), V4, extended: true);
        var end = HelloV2().Length + 8;
        var size = packet.Length - end;
        byte[] hashed = [.. packet[..end], 10, 9, 0, 2, .. Apad(size - 4)];
        byte[] key = [.. Secret, 0, 3];
        Assert.Equal(CryptographicOperations.HmacData(NameOf(size), key, hashed), packet[end..]);
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, (byte)size, 0, 0, 0, 4], packet[12..24]);
        Assert.Equal(Number, BinaryPrimitives.ReadUInt64BigEndian(packet.AsSpan(end - 8)));
    }

    [Theory]
    [MemberData(nameof(Hmacs))]
    public void RFC_7166_puts_a_trailer_behind_the_packet_and_says_so(AuthenticationAlgorithm algorithm)
    {
        var packet = Seal(algorithm, HelloV3, V6);
        var end = HelloV3.Length + 16;
        var size = packet.Length - end;
        byte[] hashed = [.. packet[..end], .. Bytes(V6), .. Apad(size - 16)];
        byte[] key = [.. Secret, 0, 1];
        Assert.Equal(CryptographicOperations.HmacData(NameOf(size), key, hashed), packet[end..]);
        Assert.Equal([0, 1, 0, (byte)(16 + size), 0, 0, 0, 4], packet[(end - 16)..(end - 8)]);
        Assert.Equal(Number, BinaryPrimitives.ReadUInt64BigEndian(packet.AsSpan(end - 8)));
        Assert.Equal([0x00, 0x05, 0x13], packet[21..24]);
        Assert.Equal([0, 0], packet[12..14]);
        Assert.Equal(HelloV3.Length, BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)));
    }

    [Fact]
    public void The_AT_bit_is_set_in_a_database_description_and_in_nothing_else()
    {
        var description = Convert.FromHexString("0302001c0a0900020000000012340000" + "000001130594000700000001");
        Assert.Equal(0x05, Seal(AuthenticationAlgorithm.HmacSha256, description, V6)[18]);
        var request = Convert.FromHexString("0303001c0a0900020000000012340000" + "000020010000000001010101");
        Assert.Equal(request[14..], Seal(AuthenticationAlgorithm.HmacSha256, request, V6)[14..request.Length]);
    }

    [Fact]
    public void A_long_secret_is_derived_the_way_that_the_router_on_the_link_does_it()
    {
        var ours = Caught.All["FRR v3 SHA-256, long secret"];
        var authenticator = new Authenticator(ours.Keyring, new SequenceCounter(0, Now));
        Assert.Equal(FaultKind.None, authenticator.Open(ours.Packet, ours.Source, Now, null).Kind);
        var sealedPacket = authenticator.Seal(HelloV3, V6, Now);

        // FRR before 9.1: the secret is hashed, for it is longer than the hash, and the protocol id is swapped.
        var key = SHA256.HashData([.. Encoding.ASCII.GetBytes(ours.Secret), 1, 0]);
        byte[] hashed = [.. sealedPacket[..52], .. Bytes(V6), .. Apad(16)];
        Assert.Equal(HMACSHA256.HashData(key, hashed), sealedPacket[52..]);
    }

    [Fact]
    public void What_the_router_taught_one_speaker_the_next_one_knows()
    {
        var frr = Caught.All["FRR v3 SHA-256"];
        var first = new Authenticator(frr.Keyring, new SequenceCounter(0, Now));
        Assert.Null(first.Spoken);
        first.Open(frr.Packet, frr.Source, Now, null);
        var second = new Authenticator(frr.Keyring, new SequenceCounter(0, Now), first.Spoken);
        Assert.Equal(first.Seal(HelloV3, V6, Now), second.Seal(HelloV3, V6, Now));
    }

    [Fact]
    public void Another_leaf_does_not_teach_how_a_secret_is_derived()
    {
        var frr = Caught.All["FRR v3 SHA-256"];
        var authenticator = new Authenticator(frr.Keyring, new SequenceCounter(0, Now));
        Assert.Equal(FaultKind.None, authenticator.Open(frr.Packet, frr.Source, Now, null).Kind);
        var asFrr = Digest(authenticator);

        var leaf = HelloV3.ToArray();
        leaf[20] = 0;
        var fresh = new Authenticator(frr.Keyring, new SequenceCounter(0, Now + 5)).Seal(leaf, V6, Now + 5);
        Assert.Equal(FaultKind.None, authenticator.Open(fresh, V6, Now, null).Kind);
        Assert.NotEqual(asFrr, fresh[52..]);
        var again = new Authenticator(frr.Keyring, new SequenceCounter(0, Now));
        again.Open(frr.Packet, frr.Source, Now, null);
        again.Seal(HelloV3, V6, Now);
        Assert.Equal(Digest(again), Digest(authenticator));

        static byte[] Digest(Authenticator by) => by.Seal(HelloV3, V6, Now)[52..];
    }

    [Fact]
    public void Without_keys_a_packet_goes_as_it_is()
    {
        var packet = HelloV2();
        Assert.Same(packet, new Authenticator(null, new SequenceCounter(0, Now)).Seal(packet, V4, Now));
    }

    private static ulong Number => ((ulong)Now << 32) | (uint)Now;

    private static byte[] Seal(
        AuthenticationAlgorithm algorithm, byte[] packet, IpAddress source, bool extended = false)
    {
        var ring = new Keyring([new AuthenticationKey(4, algorithm, Secret)], extended);
        var result = new Authenticator(ring, new SequenceCounter(0, Now)).Seal(packet, source, Now);
        var opener = new Authenticator(ring, new SequenceCounter(0, Now));
        Assert.Equal(FaultKind.None, opener.Open(result, source, Now, null).Kind);
        return result;
    }

    private static byte[] HelloV2() => Convert.FromHexString(Captured.Hello);

    private static byte[] Bytes(IpAddress address) => address.ToIPAddress().GetAddressBytes();

    private static byte[] Apad(int length) =>
        [.. Enumerable.Range(0, length).Select(i => new byte[] { 0x87, 0x8F, 0xE1, 0xF3 }[i % 4])];

    private static HashAlgorithmName NameOf(int size) => size switch
    {
        20 => HashAlgorithmName.SHA1,
        32 => HashAlgorithmName.SHA256,
        48 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
