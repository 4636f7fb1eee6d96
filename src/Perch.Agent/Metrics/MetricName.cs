using System.Diagnostics.Metrics;

namespace Perch.Agent.Metrics;

/// <summary>What Prometheus calls an instrument of OpenTelemetry, by the latter's own rules (compatibility/
/// prometheus_and_openmetrics).</summary>
public static class MetricName
{
    public static string Of(Instrument instrument) => Of(instrument.Name, instrument.Unit, IsCounter(instrument));

    /// <summary>"perch.agent.pass.duration" in "s" is "perch_agent_pass_duration_seconds"; what only grows ends in
    /// "_total".</summary>
    public static string Of(string name, string? unit, bool isCounter)
    {
        var words = name.Replace('.', '_');
        var suffix = unit switch
        {
            null or "" or ['{', ..] => "",
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "_" + unit,
        };
        return words + suffix + (isCounter ? "_total" : "");
    }

    /// <summary>"perch.service" is "perch_service".</summary>
    public static string OfLabel(string attribute) => attribute.Replace('.', '_');

    internal static bool IsCounter(Instrument instrument)
    {
        var kind = instrument.GetType();
        return kind.IsGenericType && kind.GetGenericTypeDefinition() is var generic
            && (generic == typeof(Counter<>) || generic == typeof(ObservableCounter<>));
    }

    internal static bool IsHistogram(Instrument instrument)
    {
        var kind = instrument.GetType();
        return kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(Histogram<>);
    }
}
