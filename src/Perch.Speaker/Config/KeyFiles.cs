using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Speaker.Config;

/// <summary>From the names of key files to keys. What a file contains is never repeated.</summary>
internal static class KeyFiles
{
    /// <summary>A key that is longer is a file that was meant for something else.</summary>
    private const int MostBytes = 1024;

    /// <returns>By version; empty without authentication, or when there are problems.</returns>
    public static IReadOnlyDictionary<OspfVersion, Keyring> Read(
        AuthenticationConfig? config, IReadOnlyCollection<OspfVersion> versions, List<string> problems)
    {
        var rings = new Dictionary<OspfVersion, Keyring>();
        if (config is null)
        {
            return rings;
        }

        KeyRules.Check(config, versions, problems);
        var keys = config.Keys.Select(key => (Config: key, Key: Read(key, problems))).ToList();
        foreach (var version in versions)
        {
            var ours = keys.Where(key => key.Key is not null && KeyRules.Serves(key.Config, version));
            rings[version] = new Keyring(
                [.. ours.Select(key => key.Key!)], config.ExtendedSequence && version == OspfVersion.V2);
        }

        return rings;
    }

    private static AuthenticationKey? Read(KeyConfig key, List<string> problems)
    {
        var most = key.Algorithm switch
        {
            AuthenticationAlgorithm.Simple => 8,
            AuthenticationAlgorithm.Md5 => 16,
            _ => MostBytes,
        };
        byte[] secret;
        try
        {
            using var file = File.OpenRead(key.SecretFile);
            var read = new byte[MostBytes + 3];
            secret = WithoutLineEnd(read[..file.ReadAtLeast(read, read.Length, throwOnEndOfStream: false)]);
        }
        catch (UnauthorizedAccessException)
        {
            // The kernel asks for CAP_DAC_OVERRIDE here, which the speaker's container has not.
            problems.Add($"the file of key {key.Id}, {key.SecretFile}, may not be read: the speaker is root without "
                + "any right over the files of others; on the host, give the file to root (chown root), or let "
                + "everybody read it (chmod 644)");
            return null;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException)
        {
            problems.Add($"the file of key {key.Id} cannot be read: {failure.Message}");
            return null;
        }

        var before = problems.Count;
        problems.Require(secret.Length > 0, $"the file of key {key.Id}, {key.SecretFile}, is empty: write the key "
            + "into it");
        problems.Require(
            secret.Length <= most,
            $"the key in {key.SecretFile} is longer than the {most} bytes that "
                + (most == MostBytes ? "a key may have" : $"{AlgorithmOf(key)} takes")
                + $": shorten it, in the router too{(most == MostBytes ? "" : ", or write another algorithm")}");
        return problems.Count > before ? null : new AuthenticationKey(key.Id, key.Algorithm, secret)
        {
            Send = Lifetime.Of(key.SendFrom, key.SendUntil),
            Accept = Lifetime.Of(key.AcceptFrom, key.AcceptUntil),
        };
    }

    /// <summary>An editor's line end at the end of the file does not count.</summary>
    private static byte[] WithoutLineEnd(byte[] text) => text switch
    {
        [.., (byte)'\r', (byte)'\n'] => text[..^2],
        [.., (byte)'\n'] => text[..^1],
        _ => text,
    };

    private static string AlgorithmOf(KeyConfig key) =>
        key.Algorithm == AuthenticationAlgorithm.Md5 ? "md5" : "simple";
}
