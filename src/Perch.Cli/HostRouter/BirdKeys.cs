using System.Globalization;
using System.Text;
using Perch.Model.Config;

namespace Perch.Cli.HostRouter;

/// <summary>The keys of an interface in BIRD's language.</summary>
internal static class BirdKeys
{
    /// <summary>BIRD's own limit, in OSPFv3 too (2.0.12 to 2.17.6).</summary>
    public const int MaxId = 255;

    public static string Write(IReadOnlyList<HostKey> keys)
    {
        if (keys.Count == 0)
        {
            return "";
        }

        // One interface of BIRD's has one kind.
        var simple = keys.All(key => key.IsSimple);
        var text = new StringBuilder(simple
            ? "      authentication simple;\n"
            : "      authentication cryptographic;\n");
        text.AppendJoin("", keys.Where(key => key.IsSimple == simple && key.Config.Id <= MaxId).Select(Key));
        return text.ToString();
    }

    private static string Key(HostKey key)
    {
        var settings = new List<string>();
        if (!key.IsSimple)
        {
            settings.Add($"id {key.Config.Id}");
            settings.Add($"algorithm {Algorithm(key.Config.Algorithm)}");
        }

        AddTime(settings, "generate from", key.Config.SendFrom);
        AddTime(settings, "generate to", key.Config.SendUntil);
        AddTime(settings, "accept from", key.Config.AcceptFrom);
        AddTime(settings, "accept to", key.Config.AcceptUntil);
        var block = settings.Count > 0 ? $" {{ {string.Concat(settings.Select(setting => setting + "; "))}}}" : "";
        var zone = settings.Exists(setting => setting.Contains('"', StringComparison.Ordinal))
            ? "      # the times are UTC, and BIRD takes them for local: shift them where that differs\n"
            : "";
        return $"      # in place of {key.Placeholder}: what stands in the secret {key.Secret} of the Compose file\n"
            + $"{zone}      password \"{key.Placeholder}\"{block};\n";
    }

    private static string Algorithm(AuthenticationAlgorithm algorithm) => algorithm switch
    {
        AuthenticationAlgorithm.Md5 => "keyed md5",
        AuthenticationAlgorithm.HmacSha1 => "hmac sha1",
        AuthenticationAlgorithm.HmacSha384 => "hmac sha384",
        AuthenticationAlgorithm.HmacSha512 => "hmac sha512",
        _ => "hmac sha256",
    };

    private static void AddTime(List<string> settings, string name, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            settings.Add(string.Create(
                CultureInfo.InvariantCulture, $"{name} \"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}\""));
        }
    }
}
