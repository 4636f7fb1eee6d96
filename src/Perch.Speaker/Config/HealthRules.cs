using System.Buffers.Text;
using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Speaker.Gate;

namespace Perch.Speaker.Config;

/// <summary>What a look at the application may be asked to be.</summary>
internal static class HealthRules
{
    public static void Check(HealthConfig health, List<string> problems)
    {
        var minute = TimeSpan.FromMinutes(1);
        problems.RequireRange("health.interval", health.Interval, TimeSpan.FromMilliseconds(100), minute);
        problems.RequireRange("health.timeout", health.Timeout, TimeSpan.FromMilliseconds(10), health.Interval);
        problems.RequireRange("health.rise", health.Rise, 1, 100);
        problems.RequireRange("health.fall", health.Fall, 1, 100);
        var slowest = health.Interval + health.Timeout;
        problems.Require(
            health.Lease > slowest && health.Lease <= 5 * minute,
            $"health.lease is {DurationConverter.Format(health.Lease)}: write more than interval and timeout together "
                + $"({DurationConverter.Format(slowest)}), at most 5m");
        problems.RequireRange("health.holdDown", health.HoldDown, TimeSpan.Zero, 60 * minute);
        problems.RequireRange("health.holdDownMax", health.HoldDownMax, health.HoldDown, 60 * minute);
        CheckListeners(health, problems);
        foreach (var probe in health.Probes)
        {
            CheckProbe(probe, problems);
        }
    }

    private static void CheckListeners(HealthConfig health, List<string> problems)
    {
        problems.Require(
            health.Probes.Count + health.Listeners.Count > 0,
            "health has neither probes nor listeners: nothing would tell when the service is gone");
        foreach (var name in health.Listeners)
        {
            problems.Require(
                RequiredPort.TryParse(name, out _), $"health.listeners: '{name}' is no socket; write udp/53 or tcp/53");
        }

        problems.Require(
            RequiredListeners.Of(health).Count <= SocketDiagnostics.MostPorts,
            $"health: more than {SocketDiagnostics.MostPorts} sockets are to be watched");
    }

    private static void CheckProbe(ProbeConfig probe, List<string> problems)
    {
        problems.RequireRange("the port of a probe", probe.Port, 1, ushort.MaxValue);
        switch (probe)
        {
            case UdpProbeConfig udp:
                problems.Require(
                    Base64.IsValid(udp.Send) && Base64.IsValid(udp.Expect ?? ""),
                    $"the udp probe on port {probe.Port}: send and expect are base64");
                break;
            case HttpProbeConfig http:
                problems.Require(
                    http.Path.StartsWith('/'), $"the path of the http probe is '{http.Path}': it begins with /");
                problems.Require(
                    http.Status is null or (>= 100 and <= 599),
                    $"the status of the http probe is {http.Status}: write 100 to 599");
                problems.Require(
                    http.Tls is not { Check: CertificateCheck.Chain, AuthorityFile: null },
                    "the https probe is to check the chain of the certificate, but no authority is given");
                break;
        }
    }
}
