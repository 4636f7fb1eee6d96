using Perch.Model;

namespace Perch.Compose.Keys;

/// <summary>The keys directly under x-anycast.</summary>
internal static class AnycastKeys
{
    public static readonly ListKey Addresses = new(
        "addresses",
        "The addresses that this service shares with others elsewhere. They are announced and withdrawn together. "
        + "`/32` may be written and is implied.",
        new TextKey("address", "One address.", "an IPv4 address of a host", "172.22.76.109")
        {
            Check = text => AnycastPrefix.TryParse(text, out _, out var problem) ? null : problem,
            CheckAdvises = true,
            Pattern = @"^(\d{1,3}\.){3}\d{1,3}(/32)?$",
        });

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
        "drain", "How the service leaves on purpose: first unattractive, then gone.", DrainKeys.All)
    {
        Default = "as its keys say",
    };

    public static readonly SectionKey Root = new(
        "x-anycast", "Makes the service an anycast service.", [Addresses, Ospf, Health, Drain]);
}
