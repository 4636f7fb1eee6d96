using System.Security.Cryptography;
using System.Text;
using Perch.Routing.Ospf.Authentication.Hashes;

namespace Perch.Tests.Unit.Routing.Authentication;

/// <summary>Our own hash functions against the vectors of their standards and against OpenSSL's.</summary>
public sealed class HashTests
{
    [Theory]
    [InlineData("md5", "", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("md5", "abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("md5", "message digest", "f96b697d7cb7938d525a2f31aaf161d0")]
    [InlineData("sha1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("sha1", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1")]
    [InlineData("sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sha384", "abc",
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7")]
    [InlineData("sha512", "abc",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")]
    public void A_hash_is_the_one_of_its_standard(string name, string message, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(Of(name, Encoding.ASCII.GetBytes(message))));

    [Theory]
    [InlineData("md5")]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public void Every_length_gives_what_openssl_gives(string name)
    {
        var message = new byte[400];
        new Random(5).NextBytes(message);
        for (var length = 0; length <= message.Length; length++)
        {
            var part = message[..length];
            Assert.Equal(CryptographicOperations.HashData(NameOf(name), part), Of(name, part));
        }
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public void In_how_many_pieces_a_message_comes_does_not_matter_and_a_hash_is_used_again(string name)
    {
        var random = new Random(7);
        var hash = Make(name);
        for (var round = 0; round < 200; round++)
        {
            var message = new byte[random.Next(1000)];
            random.NextBytes(message);
            for (var at = 0; at < message.Length;)
            {
                var piece = Math.Min(random.Next(300), message.Length - at);
                hash.Append(message.AsSpan(at, piece));
                at += piece;
            }

            var result = new byte[hash.Size];
            hash.Finish(result);
            Assert.Equal(CryptographicOperations.HashData(NameOf(name), message), result);
        }
    }

    private static byte[] Of(string name, byte[] message)
    {
        var hash = Make(name);
        hash.Append(message);
        var result = new byte[hash.Size];
        hash.Finish(result);
        return result;
    }

    private static BlockHash Make(string name) => name switch
    {
        "md5" => new Md5(),
        "sha1" => new Sha1(),
        "sha256" => new Sha256(),
        "sha384" => new Sha512(48),
        _ => new Sha512(64),
    };

    private static HashAlgorithmName NameOf(string name) => new(name.ToUpperInvariant());
}
