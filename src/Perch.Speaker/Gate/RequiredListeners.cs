using Perch.Model.Config;

namespace Perch.Speaker.Gate;

/// <summary>
/// The sockets without which a service cannot answer: those configured, and those that the probes talk to. The end of
/// one is known milliseconds after the process died, long before a probe could tell.
/// </summary>
internal static class RequiredListeners
{
    /// <summary>Names such as "udp/53". Where one of several probes is enough, no probe's socket is required.</summary>
    public static IReadOnlyList<string> Of(HealthConfig health)
    {
        var optional = health is { Require: Require.Any, Probes.Count: > 1 };
        var probed = optional ? [] : health.Probes.SelectMany(Of);
        return [.. health.Listeners.Concat(probed).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Of(ProbeConfig probe) => probe switch
    {
        DnsProbeConfig { Transport: DnsTransport.Both } => [$"udp/{probe.Port}", $"tcp/{probe.Port}"],
        DnsProbeConfig { Transport: DnsTransport.Udp } or UdpProbeConfig => [$"udp/{probe.Port}"],
        _ => [$"tcp/{probe.Port}"],
    };
}
