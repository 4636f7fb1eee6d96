using System.Buffers.Binary;
using System.Text;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Tests.Unit.Routing.Authentication;

/// <summary>Where a trailer is looked for, and the lengths that have broken other routers.</summary>
public sealed class TrailerTests
{
    private const long Now = 1_795_000_000;

    private static readonly IpAddress Source = IpAddress.TryParse("fe80::1", out var address) ? address : default;

    private static readonly AuthenticationKey Key =
        new(1, AuthenticationAlgorithm.HmacSha256, Encoding.ASCII.GetBytes("secret"));

    [Fact]
    public void Behind_a_block_of_link_local_signaling_a_trailer_is_found()
    {
        // 3 words: checksum, length, and a TLV of 8 bytes. The digest is over it too.
        byte[] lls = [0, 0, 0, 3, 0, 1, 0, 4, 0, 0, 0, 1];
        Assert.Equal(FaultKind.None, Open(WithLls(lls)).Kind);
        var changed = WithLls(lls);
        changed[36 + 11] ^= 1;
        Assert.Equal(FaultKind.Secret, Open(changed).Kind);
    }

    [Theory]
    [InlineData("00000000", 36)]
    [InlineData("0000ffff", 36 + (4 * 65535))]
    [InlineData("00000010", 36 + 64)]
    public void A_block_that_lies_about_its_length_is_malformed(string lls, int end)
    {
        var packet = WithLls(Convert.FromHexString(lls));
        var fault = Open(packet[..80]);
        Assert.Equal((FaultKind.Malformed, (ulong)end), (fault.Kind, fault.Found));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(49)]
    [InlineData(65535)]
    public void A_trailer_that_lies_about_its_length_is_malformed(int length)
    {
        var packet = Trailed();
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(38), (ushort)length);
        Assert.Equal(FaultKind.Malformed, Open(packet).Kind);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(36)]
    [InlineData(47)]
    public void A_trailer_too_short_for_its_digest_is_refused(int length)
    {
        var packet = Trailed();
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(38), (ushort)length);
        Assert.Equal(FaultKind.Key, Open(packet).Kind);
    }

    [Fact]
    public void A_trailer_of_an_unknown_kind_is_refused()
    {
        var packet = Trailed();
        packet[37] = 2;
        Assert.Equal(FaultKind.Key, Open(packet).Kind);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(255)]
    public void A_digest_that_reaches_beyond_the_packet_is_malformed(byte length)
    {
        var packet = Caught.All["BIRD v2 MD5"].Packet;
        packet[19] = length;
        var fault = Of(Caught.All["BIRD v2 MD5"].Keyring).Open(packet, default, Now, null);
        Assert.Equal((FaultKind.Malformed, 44ul + length), (fault.Kind, fault.Found));
    }

    [Fact]
    public void A_peer_that_counts_the_long_sequence_number_into_the_length_is_understood()
    {
        var ring = new Keyring([Key], extended: true);
        var source = IpAddress.FromV4(0x0A09_0002);
        var packet = Of(ring).Seal(Convert.FromHexString(Packets.Captured.Hello), source, Now);
        packet[19] += 8;
        Assert.Equal(FaultKind.Secret, Of(ring).Open(packet, source, Now, null).Kind);
        Assert.Equal(32, Of(ring).Open(packet, source, Now, null).Claim.DigestSize);
    }

    /// <summary>A Hello with the L bit, an LLS block and a right trailer behind it: sealed as one packet, whose length
    /// then is set back.</summary>
    private static byte[] WithLls(byte[] lls)
    {
        byte[] packet = [.. Hello(0x02), .. lls];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), 36);
        return Of(new Keyring([Key])).Seal(packet, Source, Now);
    }

    private static byte[] Trailed() => Of(new Keyring([Key])).Seal(Hello(0), Source, Now);

    private static byte[] Hello(byte options)
    {
        var hello = Convert.FromHexString("030100240a090002000000001234000000000007010000130001000a0000000000000000");
        hello[22] |= options;
        return hello;
    }

    private static AuthenticationFault Open(byte[] packet) =>
        Of(new Keyring([Key])).Open(packet, Source, Now, null);

    private static Authenticator Of(Keyring? ring) => new(ring, new SequenceCounter(0, Now));
}
