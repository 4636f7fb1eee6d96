using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Speaker.Config;

namespace Perch.Tests.Unit.Speaker.Config;

public sealed class KeyFilesTests : IDisposable
{
    private const long Now = 1_795_000_000;

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("secret", 6)]
    [InlineData("secret\n", 6)]
    [InlineData("secret\r\n", 6)]
    [InlineData("secret\n\n", 7)]
    [InlineData(" secret", 7)]
    public void One_line_end_does_not_belong_to_the_key(string text, int length)
    {
        // Twice as a password, which is padded with zeros: the shortest that is refused tells the length.
        var fits = Read(out _, new string('x', 8 - length) + text);
        Assert.Single(fits![OspfVersion.V2].Keys);
        Assert.Null(Read(out var problems, new string('x', 9 - length) + text));
        Assert.Contains("longer than the 8 bytes", Assert.Single(problems), StringComparison.Ordinal);

        IReadOnlyDictionary<OspfVersion, Perch.Routing.Ospf.Authentication.Keyring>? Read(
            out List<string> found, string content)
        {
            found = [];
            var file = File("key", content);
            var rings = KeyFiles.Read(Of(Key(file, AuthenticationAlgorithm.Simple)), [OspfVersion.V2], found);
            return found.Count == 0 ? rings : null;
        }
    }

    [Fact]
    public void Each_version_takes_the_keys_that_it_can_use()
    {
        var file = File("key", "secret");
        var config = Of(
            Key(file, AuthenticationAlgorithm.Md5) with { Id = 1 },
            Key(file) with { Id = 2 },
            Key(file) with { Id = 3, Version = 2 },
            Key(file) with { Id = 4, Version = 3 });
        var problems = new List<string>();
        var rings = KeyFiles.Read(config, [OspfVersion.V2, OspfVersion.V3], problems);
        Assert.Empty(problems);
        Assert.Equal([1, 2, 3], rings[OspfVersion.V2].Keys.Select(key => key.Id));
        Assert.Equal([2, 4], rings[OspfVersion.V3].Keys.Select(key => key.Id));
    }

    [Fact]
    public void Everything_that_is_wrong_with_keys_is_said_at_once()
    {
        var (good, empty) = (File("good", "secret"), File("empty", "\n"));
        var from = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        var config = Of(
            Key(good) with { Id = 1, SendFrom = from, SendUntil = from },
            Key(good) with { Id = 1, AcceptFrom = from, AcceptUntil = from.AddDays(-1) },
            Key(empty) with { Id = 300 },
            Key(_directory + "/gone", AuthenticationAlgorithm.HmacSha512) with { Id = 70_000, Version = 3 },
            Key(File("long", new string('x', 17)), AuthenticationAlgorithm.Md5) with { Id = 5, Version = 3 },
            Key(File("longer", new string('x', 9)), AuthenticationAlgorithm.Simple) with { Id = 6, Version = 4 });
        var problems = new List<string>();
        KeyFiles.Read(config with { ExtendedSequence = true }, [OspfVersion.V2, OspfVersion.V3], problems);
        Assert.Equal(
            [
                "key 1 is no longer sent (2026-11-24 00:00:00Z) before it begins to be (2026-11-24 00:00:00Z)",
                "key 1 is no longer accepted (2026-11-23 00:00:00Z) before it begins to be (2026-11-24 00:00:00Z)",
                "the id of key 70000 is 70000: write 0 to 65535",
                "key 5 is for OSPFv3 alone, which knows neither simple nor md5: write hmac-sha-256 (RFC 7166)",
                "the version of key 6 is 4: write 2 or 3, or none",
                "two keys have the id 1: a packet names its key by it; give each another",
                "the id of key 300 has no place in OSPFv2: write 0 to 255, or version 3",
                $"the file of key 300, {empty}, is empty: write the key into it",
                $"the file of key 70000 cannot be read: Could not find file '{_directory}/gone'.",
                $"the key in {_directory}/long is longer than the 16 bytes that md5 takes: shorten it, in the router "
                    + "too, or write another algorithm",
                $"the key in {_directory}/longer is longer than the 8 bytes that simple takes: shorten it, in the "
                    + "router too, or write another algorithm",
            ],
            problems);
        Assert.DoesNotContain(problems, problem => problem.Contains("xx", StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_without_a_key_is_an_error()
    {
        var problems = new List<string>();
        var config = Of(Key(File("key", "secret"), AuthenticationAlgorithm.Md5));
        KeyFiles.Read(config, [OspfVersion.V2, OspfVersion.V3], problems);
        Assert.Equal(
            ["ospf.authentication.keys has none that OSPFv3 can use: it knows hmac-sha-256 and its like alone (RFC "
                + "7166)"],
            problems);
        problems.Clear();
        KeyFiles.Read(Of(), [OspfVersion.V2], problems);
        Assert.Equal(
            ["ospf.authentication.keys is empty: write a key, or remove ospf.authentication"], problems);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_a_matter_of_its_owner()
    {
        // Root may read everything but a directory, which is refused in the same way.
        var config = new AuthenticationConfig { Keys = [new KeyConfig { SecretFile = _directory }] };
        var problems = new List<string>();
        KeyFiles.Read(config, [OspfVersion.V2], problems);
        Assert.Contains("chown root", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_lifetimes_are_warned_of()
    {
        var file = File("key", "secret");
        var now = DateTimeOffset.FromUnixTimeSeconds(Now);
        Assert.Empty(Warnings(
            Key(file) with { Id = 1, SendUntil = now.AddDays(1), AcceptUntil = now.AddDays(2) },
            Key(file) with { Id = 2, SendFrom = now.AddDays(1) }));
        Assert.Equal(
            [
                "no key of OSPFv2 is to be sent with from 2026-11-19 11:06:40Z until 2026-11-20 11:06:40Z: let the "
                    + "next key begin before the last one ends",
                "HMAC-SHA-256, key 1 of OSPFv2 is sent until 2026-11-19 11:06:40Z, but accepted until 2026-11-18 "
                    + "23:06:40Z: accept it for longer than it is sent",
            ],
            Warnings(
                Key(file) with { Id = 1, SendUntil = now.AddDays(1), AcceptUntil = now.AddHours(12) },
                Key(file) with { Id = 2, SendFrom = now.AddDays(2) }));
        Assert.Equal(
            ["no key of OSPFv2 is to be sent with now: HMAC-SHA-256, key 1 is used"],
            Warnings(Key(file) with { SendUntil = now.AddDays(-1), AcceptUntil = now }));

        IEnumerable<string> Warnings(params KeyConfig[] keys)
        {
            var rings = KeyFiles.Read(Of(keys), [OspfVersion.V2], []);
            return KeyTimes.Warnings(OspfVersion.V2, rings[OspfVersion.V2], Now);
        }
    }

    private static AuthenticationConfig Of(params KeyConfig[] keys) => new() { Keys = keys };

    private static KeyConfig Key(
        string file, AuthenticationAlgorithm algorithm = AuthenticationAlgorithm.HmacSha256) =>
        new() { SecretFile = file, Algorithm = algorithm };

    private string File(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
