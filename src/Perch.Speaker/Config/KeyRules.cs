using Perch.Model.Config;
using Perch.Routing.Ospf;

namespace Perch.Speaker.Config;

/// <summary>What RFC 2328 D, RFC 5709, RFC 7166 and RFC 7474 allow of keys, before any secret is looked at.</summary>
internal static class KeyRules
{
    /// <summary>Key ID is one byte (RFC 2328 D.3), Security Association ID two (RFC 7166 4.1).</summary>
    private const int MostIdOfV2 = byte.MaxValue;

    private const int MostIdOfV3 = ushort.MaxValue;

    /// <summary>OSPFv3 has the four HMACs of RFC 7166 and nothing else.</summary>
    public static bool Serves(KeyConfig key, OspfVersion version) =>
        (key.Version is null || key.Version == (int)version)
        && (version == OspfVersion.V2
            || key.Algorithm is not (AuthenticationAlgorithm.Simple or AuthenticationAlgorithm.Md5));

    public static void Check(
        AuthenticationConfig config, IReadOnlyCollection<OspfVersion> versions, List<string> problems)
    {
        problems.Require(
            config.Keys.Count > 0, "ospf.authentication.keys is empty: write a key, or remove ospf.authentication");
        foreach (var key in config.Keys)
        {
            Check(key, problems);
            problems.Require(
                !config.ExtendedSequence || key.Algorithm != AuthenticationAlgorithm.Md5 || key.Version == 3,
                $"key {key.Id} is for md5, which has no sequence numbers of 64 bits (RFC 7474): write hmac-sha-256, or "
                    + "remove ospf.authentication.extendedSequence");
        }

        foreach (var version in versions.Where(version => config.Keys.Count > 0))
        {
            var keys = config.Keys.Where(key => Serves(key, version)).ToList();
            problems.Require(
                keys.Count > 0,
                $"ospf.authentication.keys has none that OSPFv{(int)version} can use: "
                    + (version == OspfVersion.V3 ? "it knows hmac-sha-256 and its like alone (RFC 7166)"
                        : "add one whose version is not 3"));
            CheckIds(keys, problems);
        }
    }

    private static void Check(KeyConfig key, List<string> problems)
    {
        problems.Require(
            key.Version is null or 2 or 3, $"the version of key {key.Id} is {key.Version}: write 2 or 3, or none");
        var mostId = Serves(key, OspfVersion.V3) ? MostIdOfV3 : MostIdOfV2;
        problems.RequireRange($"the id of key {key.Id}", key.Id, 0, mostId);
        problems.Require(
            key.Version != 3 || Serves(key, OspfVersion.V3),
            $"key {key.Id} is for OSPFv3 alone, which knows neither simple nor md5: write hmac-sha-256 (RFC 7166)");
        problems.Require(
            key.SendFrom is null || key.SendUntil is null || key.SendFrom < key.SendUntil,
            $"key {key.Id} is no longer sent ({key.SendUntil:u}) before it begins to be ({key.SendFrom:u})");
        problems.Require(
            key.AcceptFrom is null || key.AcceptUntil is null || key.AcceptFrom < key.AcceptUntil,
            $"key {key.Id} is no longer accepted ({key.AcceptUntil:u}) before it begins to be ({key.AcceptFrom:u})");
    }

    /// <summary>A simple password has no number in the packet.</summary>
    private static void CheckIds(List<KeyConfig> keys, List<string> problems)
    {
        foreach (var group in keys.Where(key => key.Algorithm != AuthenticationAlgorithm.Simple).GroupBy(key => key.Id))
        {
            var sentence = $"two keys have the id {group.Key}: a packet names its key by it; give each another";
            problems.Require(group.Count() == 1 || problems.Contains(sentence), sentence);
        }

        foreach (var key in keys.Where(key => key.Id > MostIdOfV2 && key.Version != 3 && Serves(key, OspfVersion.V2)))
        {
            var sentence = $"the id of key {key.Id} has no place in OSPFv2: write 0 to {MostIdOfV2}, or version 3";
            problems.Require(problems.Contains(sentence), sentence);
        }
    }
}
