using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Keys;

/// <summary>The keys directly under x-anycast.</summary>
internal static class AnycastKeys
{
    public static readonly ListKey Addresses = new(
        "addresses",
        "The addresses that this service shares with others elsewhere, IPv4 and IPv6 in one list. OSPFv2 announces the "
        + "former, OSPFv3 the latter. `/32` and `/128` may be written and are implied.",
        new TextKey("address", "One address.", "an IPv4 or IPv6 address of a host", "172.22.76.109")
        {
            Check = text => AnycastPrefix.TryParse(text, out _, out var problem) ? null : problem,
            CheckAdvises = true,
            Pattern = @"^(\d{1,3}\.){3}\d{1,3}(/32)?$|^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(/128)?$",
        });

    public static readonly ChoiceKey<Families> Families = new(
        "families",
        "With `together` all addresses are announced, or none. With `each` the IPv4 and the IPv6 addresses stand and "
        + "fall by their own probes and listening sockets.",
        [("together", Model.Config.Families.Together), ("each", Model.Config.Families.Each)])
    {
        Default = "together",
    };

    public static readonly SectionKey Ospf = new(
        "ospf", "How the addresses are announced. Everything may be left out.", OspfKeys.All)
    {
        Default = "learnt from the host's router",
    };

    public static readonly SectionKey Health = new(
        "health", "How it is known whether the service answers. A list is the list of `probes`.", HealthKeys.All)
    {
        Default = "the service's own container ports must be listening",
        Short = HealthKeys.Probes,
    };

    public static readonly SectionKey Drain = new(
        "drain", "How the service leaves on purpose, first unattractive, then gone; and comes back.", DrainKeys.All)
    {
        Default = "as its keys say",
    };

    public static readonly SectionKey Update = new(
        "update", "How a new image of the application is taken.", UpdateKeys.All)
    {
        Default = "as its keys say",
    };

    public static readonly SectionKey Root = new(
        "x-anycast", "Makes the service an anycast service.", [Addresses, Families, Ospf, Health, Drain, Update]);
}
