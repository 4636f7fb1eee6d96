using CsCheck;
using Perch.Speaker.Probes.Dns;

namespace Perch.Tests.Unit.Speaker.Probes;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("example.dn42", "076578616d706c6504646e343200", "example.dn42.")]
    [InlineData("example.dn42.", "076578616d706c6504646e343200", "example.dn42.")]
    [InlineData(".", "00", ".")]
    [InlineData(@"a\.b.c", "03612e62016300", @"a\.b.c.")]
    [InlineData(@"\000\255", "0200ff00", @"\000\255.")]
    public void A_name_is_the_same_both_ways(string text, string wire, string absolute)
    {
        Assert.True(DnsName.TryEncode(text, out var bytes));
        Assert.Equal(wire, Convert.ToHexStringLower(bytes));
        var at = 0;
        Assert.True(DnsName.TryDecode(bytes, ref at, out var read));
        Assert.Equal(absolute, read);
        Assert.Equal(bytes.Length, at);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("bücher.example")]
    [InlineData(@"a\")]
    [InlineData(@"a\256")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123.example")]
    public void What_is_no_name_is_refused(string text)
    {
        Assert.False(DnsName.TryEncode(text, out _));
    }

    [Theory]
    [InlineData("c000")]
    [InlineData("c002c000")]
    [InlineData("0161c000")]
    [InlineData("c0")]
    [InlineData("05616263")]
    [InlineData("80")]
    [InlineData("")]
    public void Loops_and_broken_ends_are_refused(string wire)
    {
        var at = 0;
        Assert.False(DnsName.TryDecode(Convert.FromHexString(wire), ref at, out _));
    }

    [Fact]
    public void A_pointer_is_followed_backwards()
    {
        var message = Convert.FromHexString("04646e343200" + "076578616d706c65c000" + "ff");
        var at = 6;
        Assert.True(DnsName.TryDecode(message, ref at, out var text));
        Assert.Equal("example.dn42.", text);
        Assert.Equal(16, at);
    }

    [Fact]
    public void No_bytes_make_it_loop_or_throw()
    {
        byte[] bytes = [0, 1, 2, 3, 0x3F, 0xC0, 0xC1, 0xFF];
        var hostile = Gen.Int[0, bytes.Length - 1].Select(index => bytes[index]).Array[0, 600];
        Gen.Select(hostile, Gen.Int[0, 600]).Sample((message, start) =>
        {
            var at = start;
            return !DnsName.TryDecode(message, ref at, out _) || (at > start && at <= message.Length);
        });
    }

    [Fact]
    public void Every_name_that_is_read_can_be_written()
    {
        Gen.Byte.Array[1, 63].Array[0, 3].Sample(labels =>
        {
            byte[] wire = [.. labels.SelectMany(label => label.Prepend((byte)label.Length)), 0];
            var at = 0;
            return DnsName.TryDecode(wire, ref at, out var text)
                && DnsName.TryEncode(text, out var again)
                && wire.AsSpan().SequenceEqual(again);
        });
    }
}
