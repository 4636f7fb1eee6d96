using System.Globalization;

namespace Perch.Compose.Project;

/// <summary>A port inside the container, however it was written under ports or expose.</summary>
internal readonly record struct ContainerPort(string Protocol, int Port)
{
    /// <summary>
    /// More than a service opens by hand: a range such as a media server's, whose ports do not all listen.
    /// </summary>
    private const int MaxPorts = 64;

    private const string WriteProbes = "write probes under x-anycast.health";

    /// <summary>
    /// What a service publishes or exposes over TCP and UDP, in the order in which it is written.
    /// </summary>
    public static IReadOnlyList<ContainerPort> Of(Service service, Findings findings)
    {
        var found = new List<ContainerPort>();
        Place[] written = [.. service.At["ports"]?.Items ?? [], .. service.At["expose"]?.Items ?? []];
        foreach (var place in written)
        {
            if (TryRange(place, out var protocol, out var first, out var last))
            {
                var ports = Enumerable.Range(first, last - first + 1);
                found.AddRange(ports.Select(port => new ContainerPort(protocol, port)));
            }
            else
            {
                findings.Error(place, $"cannot tell the container's port from {place.Kind}", WriteProbes);
            }
        }

        if (found.Count > MaxPorts)
        {
            findings.Error(written[0], $"{found.Count} ports cannot all be expected to listen", WriteProbes);
            return [];
        }

        return [.. found.Where(port => port.Protocol is "tcp" or "udp").Distinct()];
    }

    public override string ToString() => $"{Protocol}/{Port}";

    private static bool TryRange(Place place, out string protocol, out int first, out int last)
    {
        var text = place["target"]?.Text ?? place.Text ?? "";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        protocol = place["protocol"]?.Text ?? (slash < 0 ? "tcp" : text[(slash + 1)..].ToLowerInvariant());
        var range = (slash < 0 ? text : text[..slash]).Split(':')[^1].Split('-');
        last = 0;
        return TryPort(range[0], out first)
            && TryPort(range[^1], out last)
            && first <= last
            && range.Length <= 2;
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65_535;
}
