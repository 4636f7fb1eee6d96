using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>The agent's metrics, as a Prometheus on its host gets them.</summary>
internal static class Scrape
{
    /// <summary>Where the agents of these tests serve them.</summary>
    public const string Address = "127.0.0.1:9464";

    public static Task<string> AsPrometheusAsync(Machine machine, CancellationToken cancellationToken) =>
        machine.DoAsync(
            $"bash -c 'exec 3<>/dev/tcp/{Address.Replace(':', '/')}; printf \"GET /metrics HTTP/1.1\\r\\n\\r\\n\" >&3; "
            + "cat <&3'",
            cancellationToken);
}
