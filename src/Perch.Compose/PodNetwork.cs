namespace Perch.Compose;

/// <summary>A Docker network of a pod, as far as the Compose file knows it.</summary>
public sealed record PodNetwork
{
    /// <summary>Its name in the engine: "dns_default".</summary>
    public required string Name { get; init; }

    /// <summary>The IPv4 subnet that the file gives it; null when Docker chooses one.</summary>
    public string? Subnet { get; init; }

    /// <summary>The same of IPv6.</summary>
    public string? SubnetV6 { get; init; }

    /// <summary>The interface on the host, where driver_opts name it; null when Docker does.</summary>
    public string? Bridge { get; init; }

    /// <summary>Whether the speaker speaks OSPF on it: on every network, unless ospf.networks chooses.</summary>
    public required bool SpeaksOspf { get; init; }
}
