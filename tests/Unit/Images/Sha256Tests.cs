using System.Security.Cryptography;
using CsCheck;
using Perch.Images.Oci;

namespace Perch.Tests.Unit.Images;

public sealed class Sha256Tests
{
    /// <summary>The examples of FIPS 180-4's companion page, one block and two.</summary>
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void The_published_examples_come_out(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha256.HashData(System.Text.Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void It_agrees_with_the_platforms_own_on_everything() =>
        Gen.Byte.Array[0, 300].Sample(content => SHA256.HashData(content).SequenceEqual(Sha256.HashData(content)));
}
