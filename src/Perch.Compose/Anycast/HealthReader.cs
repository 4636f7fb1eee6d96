using Perch.Compose.Keys;
using Perch.Compose.Project;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Anycast;

/// <summary>
/// From x-anycast.health, or without it from the service's ports, to what counts as health.
/// </summary>
internal sealed class HealthReader(Service service, ProbeReader probes, Findings findings)
{
    private static readonly HealthConfig Defaults = new();

    public HealthConfig Read(Section root)
    {
        if (!root.Has(AnycastKeys.Health))
        {
            return Defaults with { Listeners = Ports(root.At) };
        }

        if (!root.Try(AnycastKeys.Health, out var health))
        {
            return Defaults;
        }

        var config = new HealthConfig
        {
            Require = health.Read(HealthKeys.Require, Defaults.Require),
            Interval = health.Read(HealthKeys.Interval, Defaults.Interval),
            Timeout = health.Read(HealthKeys.Timeout, Defaults.Timeout),
            Rise = (int)health.Read(HealthKeys.Rise, Defaults.Rise),
            Fall = (int)health.Read(HealthKeys.Fall, Defaults.Fall),
            Lease = health.Read(HealthKeys.Lease, Defaults.Lease),
            HoldDown = health.Read(HealthKeys.HoldDown, Defaults.HoldDown),
            HoldDownMax = health.Read(HealthKeys.HoldDownMax, Defaults.HoldDownMax),
            Probes = [.. health.Read(HealthKeys.Probes, []).Select(probes.Read)],
        };
        CheckTimes(health, config);
        return config with { Listeners = health.Has(HealthKeys.Probes) ? Listeners(config) : Ports(health.At) };
    }

    private IReadOnlyList<string> Ports(Place asked)
    {
        var before = findings.Errors.Count;
        var ports = ContainerPort.Of(service, findings);
        if (ports.Count == 0 && findings.Errors.Count == before)
        {
            findings.ErrorAtKey(
                asked,
                $"there is nothing to check: {service.Name} has no port and x-anycast no probe",
                "write a probe, such as health: [{tcp: 53}]");
        }

        if (service.At["healthcheck"] is { } healthcheck)
        {
            findings.Warning(
                healthcheck,
                "Docker's healthcheck does not decide about the route: only listening ports do",
                "write what it checks as a probe under x-anycast.health");
        }

        return [.. ports.Select(port => port.ToString())];
    }

    /// <summary>
    /// The sockets without which the probes cannot pass: their end withdraws the route at once. Where one probe is
    /// enough, only what every probe needs.
    /// </summary>
    private static List<string> Listeners(HealthConfig config)
    {
        var needed = config.Probes.Select(Needs).ToList();
        var all = needed.SelectMany(each => each).Distinct();
        return config.Require == Require.All
            ? [.. all]
            : [.. all.Where(port => needed.TrueForAll(each => each.Contains(port)))];
    }

    private static string[] Needs(ProbeConfig probe) => probe switch
    {
        DnsProbeConfig { Transport: DnsTransport.Udp } or UdpProbeConfig => [$"udp/{probe.Port}"],
        DnsProbeConfig { Transport: DnsTransport.Both } => [$"udp/{probe.Port}", $"tcp/{probe.Port}"],
        _ => [$"tcp/{probe.Port}"],
    };

    private void CheckTimes(Section health, HealthConfig config)
    {
        if (config.Timeout > config.Interval)
        {
            var which = health.Has(HealthKeys.Timeout) ? HealthKeys.Timeout : HealthKeys.Interval;
            findings.Error(health.PlaceOf(which),
                $"a look of up to {Text(config.Timeout)} may outlast the {Text(config.Interval)} to the next",
                "write a timeout of at most the interval");
        }

        var longest = config.Interval + config.Timeout;
        if (config.Lease <= longest)
        {
            var which = health.Has(HealthKeys.Lease) ? HealthKeys.Lease : HealthKeys.Interval;
            findings.Error(health.PlaceOf(which),
                $"the lease of {Text(config.Lease)} can run out between two looks, up to {Text(longest)} apart",
                $"write a lease longer than interval and timeout together");
        }

        if (config.HoldDownMax < config.HoldDown)
        {
            var which = health.Has(HealthKeys.HoldDownMax) ? HealthKeys.HoldDownMax : HealthKeys.HoldDown;
            findings.Error(health.PlaceOf(which),
                $"the hold-down begins with {Text(config.HoldDown)}, above its end of {Text(config.HoldDownMax)}",
                "write hold-down-max of at least hold-down");
        }
    }

    private static string Text(TimeSpan duration) => DurationConverter.Format(duration);
}
