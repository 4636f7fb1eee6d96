using System.Text;
using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication;
using Perch.Tests.Unit.Routing.Packets;

namespace Perch.Tests.Unit.Routing.Authentication;

/// <summary>Every sentence names what each side sends, and what to write where.</summary>
public sealed class FaultSentenceTests
{
    private const long Now = 1_795_000_000;

    private static readonly AuthenticationKey Sha256 = Key(1, AuthenticationAlgorithm.HmacSha256);

    [Fact]
    public void They_authenticate_and_we_do_not() => Says(
        "BIRD v2 MD5", null,
        "10.9.2.1 on eth0 sends MD5 with key 3, we do not authenticate: write the same key under ospf.keys, or remove "
        + "authentication from the router's interface");

    [Fact]
    public void We_authenticate_and_they_do_not()
    {
        var fault = Open(Convert.FromHexString(Captured.Hello), new Keyring([Sha256]));
        Assert.Equal(
            "10.9.0.2 on eth0 does not authenticate, we send HMAC-SHA-256 with key 1: configure the key at the "
            + "router's "
            + "interface, or remove ospf.keys",
            FaultSentences.Of("10.9.0.2 on eth0", fault, new Keyring([Sha256]), Now));
    }

    [Fact]
    public void Another_algorithm() => Says(
        "BIRD v2 MD5", new Keyring([Sha256, Key(2, AuthenticationAlgorithm.HmacSha256)]),
        "10.9.2.1 on eth0 sends MD5 with key 3, we have HMAC-SHA-256 with keys 1 and 2: write id: 3 and algorithm: md5 "
        + "under ospf.keys, or configure ours at the router's interface");

    [Fact]
    public void Another_key() => Says(
        "BIRD v3 SHA-512", new Keyring([Sha256]),
        "fe80::8872:9fff:fe46:4aec on eth0 sends HMAC-SHA-512 with key 1, we have HMAC-SHA-256 with key 1: write id: 1 "
        + "and algorithm: hmac-sha-512 under ospf.keys, or configure ours at the router's interface");

    [Fact]
    public void Another_secret() => Says(
        "BIRD v2 SHA-256", new Keyring([Sha256]),
        "10.9.4.1 on eth0 sends HMAC-SHA-256 with key 1, and its digest is wrong: the two secrets of key 1 differ, or "
        + "the packet was changed on its way");

    [Fact]
    public void Another_password() => Says(
        "FRR v2 simple", new Keyring([Key(1, AuthenticationAlgorithm.Simple)]),
        "10.9.1.1 on eth0 sends another simple password than ours: put the same secret into both");

    [Fact]
    public void A_password_where_there_should_be_a_digest() => Says(
        "FRR v2 simple", new Keyring([Sha256]),
        "10.9.1.1 on eth0 sends a simple password, we send HMAC-SHA-256 with key 1: write algorithm: simple under "
        + "ospf.keys, or configure ours at the router's interface");

    [Fact]
    public void A_key_out_of_its_time()
    {
        var old = new AuthenticationKey(1, AuthenticationAlgorithm.HmacSha256, Encoding.ASCII.GetBytes("shared secret"))
        {
            Send = new Lifetime(0, 10),
            Accept = new Lifetime(0, 20),
        };
        Says(
            "BIRD v2 SHA-256", new Keyring([old, Key(2, AuthenticationAlgorithm.HmacSha256)]),
            "10.9.4.1 on eth0 sends HMAC-SHA-256 with key 1, which we accept from 1970-01-01 00:00:00Z until "
            + "1970-01-01 "
            + "00:00:20Z: change accept-from or accept-until of key 1 under ospf.keys, or the key that the router "
            + "sends "
            + "with");
    }

    [Fact]
    public void Sequence_numbers_of_another_length()
    {
        Says(
            "BIRD v2 SHA-256", new Keyring([Sha256], extended: true),
            "10.9.4.1 on eth0 sends HMAC-SHA-256 with key 1 and sequence numbers of 32 bits (AuType 2), we send "
            + "HMAC-SHA-256 with key 1 and 64 bits (AuType 3): remove ospf.extended-sequence");
    }

    [Fact]
    public void A_sequence_number_that_went_back()
    {
        var caught = Caught.All["BIRD v3 SHA-256"];
        var guard = new ReplayGuard();
        var authenticator = new Authenticator(caught.Keyring, new SequenceCounter(0, Now));
        authenticator.Open(caught.Packet, caught.Source, Now, guard);
        var fault = authenticator.Open(caught.Packet, caught.Source, Now, guard);
        Assert.Equal(
            "fe80::1 on eth0 sends sequence number 4 after 4 (Hello): somebody replays its packets, or it has started "
            + "anew and counts from below; then it is heard again after the dead interval",
            FaultSentences.Of("fe80::1 on eth0", fault, caught.Keyring, Now));
    }

    [Fact]
    public void No_sentence_shows_a_secret()
    {
        Assert.DoesNotContain("shared", $"{Caught.All["BIRD v2 SHA-256"].Key}", StringComparison.Ordinal);
        Assert.Equal("HMAC-SHA-256, key 1", Caught.All["BIRD v2 SHA-256"].Key.ToString());
        Assert.Equal("simple password", Caught.All["BIRD v2 simple"].Key.ToString());
    }

    private static void Says(string name, Keyring? ours, string sentence)
    {
        var caught = Caught.All[name];
        var fault = Open(caught.Packet, ours);
        Assert.Equal(sentence, FaultSentences.Of($"{caught.From} on eth0", fault, ours, Now));
    }

    private static AuthenticationFault Open(byte[] packet, Keyring? ours) =>
        new Authenticator(ours, new SequenceCounter(0, Now)).Open(packet, default, Now, null);

    private static AuthenticationKey Key(int id, AuthenticationAlgorithm algorithm) =>
        new(id, algorithm, new byte[] { 9 });
}
