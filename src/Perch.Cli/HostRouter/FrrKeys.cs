using System.Globalization;
using System.Text;
using Perch.Model.Config;

namespace Perch.Cli.HostRouter;

/// <summary>The keys of an interface in FRR's language: a key chain, or what ospfd had before it knew those.</summary>
internal static class FrrKeys
{
    /// <summary>The key chains that <see cref="OfInterface"/> names; none where none is needed.</summary>
    public static string Chains(HostBridge bridge)
    {
        var text = new StringBuilder();
        foreach (var version in bridge.Versions.Where(version => NeedsChain(bridge.Keys(version))))
        {
            text.Append($"!\n! In place of PUT-KEY-…: what stands in the secret of the Compose file.\n"
                + $"key chain {Name(bridge, version)}\n");
            text.AppendJoin("", bridge.Keys(version).Where(key => !key.IsSimple).Select(Key));
            text.Append("exit\n");
        }

        return text.ToString();
    }

    /// <summary>The lines under the interface.</summary>
    public static string OfInterface(HostBridge bridge, int version)
    {
        var keys = bridge.Keys(version);
        return keys.Count == 0 ? ""
            : version == 3 ? $" ipv6 ospf6 authentication keychain {Name(bridge, version)}\n"
            : keys.All(key => key.IsSimple) ? Simple(keys[0])
            : NeedsChain(keys)
                ? $" ! FRR 8 refuses the next line: in OSPFv2 it has no HMAC, so give it a key with algorithm: md5.\n"
                    + $" ip ospf authentication key-chain {Name(bridge, version)}\n"
            : Md5(keys);
    }

    /// <summary>Digests of OSPFv2 alone had no chain, and those have no lifetimes.</summary>
    private static bool NeedsChain(IReadOnlyList<HostKey> keys) => keys.Any(key => HostKey.HasV3(key.Config.Algorithm));

    private static string Name(HostBridge bridge, int version) => $"perch-{bridge.Interface}-v{version}";

    private static string Simple(HostKey key) =>
        InPlace(key)
        + $" ip ospf authentication\n ip ospf authentication-key {key.Placeholder}\n";

    private static string InPlace(HostKey key) =>
        $" ! In place of {key.Placeholder}: what stands in the secret {key.Secret} of the Compose file.\n";

    private static string Md5(IReadOnlyList<HostKey> keys)
    {
        var text = new StringBuilder(" ip ospf authentication message-digest\n");
        foreach (var key in keys.Where(key => !key.IsSimple))
        {
            text.Append(InPlace(key)
                + $" ip ospf message-digest-key {key.Config.Id} md5 {key.Placeholder}\n");
        }

        return text.ToString();
    }

    private static string Key(HostKey key)
    {
        var algorithm = key.Config.Algorithm switch
        {
            AuthenticationAlgorithm.Md5 => "md5",
            AuthenticationAlgorithm.HmacSha1 => "hmac-sha-1",
            AuthenticationAlgorithm.HmacSha384 => "hmac-sha-384",
            AuthenticationAlgorithm.HmacSha512 => "hmac-sha-512",
            _ => "hmac-sha-256",
        };
        return $" key {key.Config.Id}\n"
            + $"  ! Secret {key.Secret}.\n"
            + $"  key-string {key.Placeholder}\n"
            + $"  cryptographic-algorithm {algorithm}\n"
            + Lifetime("send-lifetime", key.Config.SendFrom, key.Config.SendUntil)
            + Lifetime("accept-lifetime", key.Config.AcceptFrom, key.Config.AcceptUntil)
            + " exit\n";
    }

    private static string Lifetime(string name, DateTimeOffset? from, DateTimeOffset? until)
    {
        // 1993 is the first year that FRR takes.
        var first = new DateTimeOffset(1993, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return from is null && until is null
            ? ""
            : "  ! UTC, and FRR takes it for local time: shift it where that differs.\n"
                + $"  {name} {Text(from ?? first)} {(until is { } end ? Text(end) : "infinite")}\n";
    }

    private static string Text(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:HH:mm:ss d MMM yyyy}");
}
