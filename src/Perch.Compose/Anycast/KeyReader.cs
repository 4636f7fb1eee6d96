using Perch.Compose.Keys;
using Perch.Model.Config;

namespace Perch.Compose.Anycast;

/// <summary>From x-anycast.ospf.keys to how packets are authenticated.</summary>
internal sealed class KeyReader(SecretReader secrets, Findings findings)
{
    /// <param name="ospf">What stands under x-anycast.ospf.</param>
    /// <param name="versions">The versions of OSPF that the addresses need.</param>
    public AuthenticationConfig? Read(Section ospf, IReadOnlyList<int> versions)
    {
        var extended = ospf.Read(OspfKeys.ExtendedSequence, false);
        if (!ospf.Try(OspfKeys.Keys, out var written))
        {
            if (extended && !ospf.Has(OspfKeys.Keys))
            {
                findings.Error(
                    ospf.PlaceOf(OspfKeys.ExtendedSequence), "without keys no packet has a sequence number",
                    "write keys, or remove extended-sequence");
            }

            return null;
        }

        var keys = written.Select(section => (Section: section, Config: Key(section))).ToList();
        keys.ForEach(key => CheckLifetimes(key.Section, key.Config));
        CheckIds(keys, versions);
        foreach (var version in versions)
        {
            CheckVersion(ospf, keys, version);
        }

        if (extended)
        {
            CheckExtended(ospf, keys);
        }

        return new AuthenticationConfig { Keys = [.. keys.Select(key => key.Config)], ExtendedSequence = extended };
    }

    private const AuthenticationAlgorithm Simple = AuthenticationAlgorithm.Simple;

    private KeyConfig Key(Section key)
    {
        var usual = new KeyConfig { SecretFile = "" };
        return new KeyConfig
        {
            Id = (int)key.Read(AuthenticationKeys.Id, usual.Id),
            Algorithm = key.Read(AuthenticationKeys.Algorithm, usual.Algorithm),
            SecretFile = key.Try(AuthenticationKeys.Secret, out _)
                ? secrets.Read(key.PlaceOf(AuthenticationKeys.Secret)) ?? ""
                : "",
            Version = key.Try(AuthenticationKeys.Version, out var version) ? (int)version : null,
            SendFrom = Time(key, AuthenticationKeys.SendFrom),
            SendUntil = Time(key, AuthenticationKeys.SendUntil),
            AcceptFrom = Time(key, AuthenticationKeys.AcceptFrom),
            AcceptUntil = Time(key, AuthenticationKeys.AcceptUntil),
        };
    }

    private static DateTimeOffset? Time(Section key, TimeKey name) => key.Try(name, out var time) ? time : null;

    /// <summary>Whether a version of OSPF uses the key: OSPFv3 has only the trailer of RFC 7166.</summary>
    private static bool Serves(KeyConfig key, int version) =>
        key.Version is null ? version == 2 || HasV3(key.Algorithm) : key.Version == version;

    private static bool HasV3(AuthenticationAlgorithm algorithm) =>
        algorithm is not (Simple or AuthenticationAlgorithm.Md5);

    private void CheckLifetimes(Section key, KeyConfig config)
    {
        Ends(config.SendFrom, config.SendUntil, AuthenticationKeys.SendUntil);
        Ends(config.AcceptFrom, config.AcceptUntil, AuthenticationKeys.AcceptUntil);

        void Ends(DateTimeOffset? from, DateTimeOffset? until, TimeKey end)
        {
            if (from >= until)
            {
                findings.Error(
                    key.PlaceOf(end), "the time ends before it begins",
                    $"write a time after {from:yyyy-MM-ddTHH:mm:ssK}");
            }
        }
    }

    private void CheckIds(IReadOnlyList<(Section Section, KeyConfig Config)> keys, IReadOnlyList<int> versions)
    {
        foreach (var (section, config) in keys)
        {
            var at = section.PlaceOf(AuthenticationKeys.Id);
            var isOfV2 = (versions.Contains(2) && Serves(config, 2)) || !HasV3(config.Algorithm);
            if (config.Id > AuthenticationKeys.MaxIdOfV2 && isOfV2)
            {
                findings.Error(
                    at, $"the key IDs of OSPFv2 end at {AuthenticationKeys.MaxIdOfV2}, and this one is {config.Id}",
                    $"write at most {AuthenticationKeys.MaxIdOfV2}, or version: 3");
            }

            // A simple password has no number in the packet.
            var others = keys.TakeWhile(each => each.Section != section).Select(each => each.Config)
                .Where(each => each.Algorithm != Simple && config.Algorithm != Simple && each.Id == config.Id);
            if (others.Any(each => versions.Any(version => Serves(each, version) && Serves(config, version))))
            {
                findings.Error(at, $"another key has id {config.Id} too, so the router could not tell which is meant",
                    "give each key an id of its own, the same as on the router");
            }
        }
    }

    private void CheckExtended(Section ospf, IReadOnlyList<(Section Section, KeyConfig Config)> keys)
    {
        if (!keys.Any(key => Serves(key.Config, 2) && HasV3(key.Config.Algorithm)))
        {
            findings.Error(
                ospf.PlaceOf(OspfKeys.ExtendedSequence),
                "no key here gives OSPFv2 sequence numbers of 64 bits (RFC 7474)",
                "write a key with algorithm: hmac-sha-256, or remove extended-sequence");
        }

        foreach (var key in keys.Where(key =>
            Serves(key.Config, 2) && key.Config.Algorithm == AuthenticationAlgorithm.Md5))
        {
            findings.Error(
                key.Section.PlaceOf(AuthenticationKeys.Algorithm), "md5 has no sequence numbers of 64 bits (RFC 7474)",
                "write hmac-sha-256, or remove extended-sequence");
        }
    }

    private void CheckVersion(
        Section ospf, IReadOnlyList<(Section Section, KeyConfig Config)> keys, int version)
    {
        foreach (var (section, config) in keys.Where(key => key.Config.Version == 3 && !HasV3(key.Config.Algorithm)))
        {
            findings.Error(
                section.PlaceOf(AuthenticationKeys.Algorithm), "OSPFv3 knows neither simple nor md5",
                "write hmac-sha-256 (RFC 7166), or version: 2");
        }

        if (keys.Any(key => Serves(key.Config, version)))
        {
            return;
        }

        findings.Error(
            ospf.PlaceOf(OspfKeys.Keys),
            version == 3
                ? "OSPFv3, which announces the IPv6 addresses, can use none of these keys"
                : "OSPFv2, which announces the IPv4 addresses, may use none of these keys",
            version == 3
                ? "add one with algorithm: hmac-sha-256 (RFC 7166), without version: 2; the others may stay as they are"
                : "remove version: 3 from one, or add a key without it");
    }
}
