using Perch.Compose.Yaml;

namespace Perch.Compose.Render;

/// <summary>Kernel settings, as Compose takes them: a mapping, or a list of name=value.</summary>
internal static class Sysctls
{
    private const string AllV6 = "net.ipv6.conf.all.disable_ipv6";

    /// <summary>Settings of a network namespace; all others belong to a container.</summary>
    public static bool IsNetwork(string name) => name.StartsWith("net.", StringComparison.Ordinal);

    /// <summary>
    /// Those whose name will do, in the form in which they were written; null when there are none.
    /// </summary>
    public static YamlNode? Of(YamlNode? written, Func<string, bool> wanted) => written switch
    {
        YamlMapping mapping when mapping.Entries.Any(entry => wanted(entry.Name)) =>
            mapping with { Entries = [.. mapping.Entries.Where(entry => wanted(entry.Name))] },
        YamlSequence list when list.Items.Any(item => wanted(Name(item))) =>
            list with { Items = [.. list.Items.Where(item => wanted(Name(item)))] },
        _ => null,
    };

    /// <summary>
    /// Gives every interface of the namespace its link-local address, which OSPFv3 speaks from, and lo its IPv6. Engine
    /// 20.10 switches IPv6 off in a whole namespace without an IPv6 network, 26.1 on each interface of such a network;
    /// this one setting undoes both, since the kernel hands it to all.
    /// </summary>
    public static YamlNode WithV6(YamlNode? written) => written switch
    {
        YamlMapping mapping when mapping[AllV6] is null => mapping.With(AllV6, "0"),
        YamlSequence list when !list.Items.Any(item => Name(item) == AllV6) =>
            list with { Items = [.. list.Items, new YamlScalar(AllV6 + "=0")] },
        null => YamlMapping.Of((AllV6, new YamlScalar("0"))),
        _ => written,
    };

    public static bool SwitchesV6(string name) =>
        name.StartsWith("net.ipv6.conf.", StringComparison.Ordinal)
        && name.EndsWith(".disable_ipv6", StringComparison.Ordinal);

    /// <summary>Every setting in either form, with its place.</summary>
    public static IEnumerable<(Place Place, string Name, string? Value)> Places(Place? written) =>
    [
        .. (written?.Entries ?? []).Select(entry => (entry.Value, entry.Key, entry.Value.Text)),
        .. (written?.Items ?? []).Select(item => (item, Name(item.Node), item.Text?.Split('=')[^1])),
    ];

    private static string Name(YamlNode item) => (item as YamlScalar)?.Value.Split('=')[0] ?? "";
}
