using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Perch.Agent.Metrics;

/// <summary>What a meter measures, in the text that Prometheus reads (exposition format 0.0.4).</summary>
public sealed class PrometheusText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>OpenTelemetry's advice for durations in seconds.</summary>
    private static readonly double[] Bounds =
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);

    public PrometheusText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                var family = new Family(instrument);
                lock (_gate)
                {
                    _families.Add(MetricName.Of(instrument), family);
                }

                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Take(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Take(state, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        lock (_gate)
        {
            foreach (var family in _families.Values.Where(family => family.IsObserved))
            {
                family.Series.Clear();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var (name, family) in _families)
            {
                family.Write(name, text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Take(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (name, said) in tags)
        {
            labels.Append(labels.Length > 0 ? "," : "").Append(MetricName.OfLabel(name)).Append("=\"")
                .Append(Escape($"{said}")).Append('"');
        }

        lock (_gate)
        {
            ((Family)state!).Take(labels.ToString(), value);
        }
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>All series of one name.</summary>
    private sealed class Family(Instrument instrument)
    {
        private readonly bool _isHistogram = MetricName.IsHistogram(instrument);
        private readonly bool _isCounter = MetricName.IsCounter(instrument);

        public SortedDictionary<string, double[]> Series { get; } = new(StringComparer.Ordinal);

        public bool IsObserved => instrument.IsObservable;

        /// <summary>A histogram's series: a count for each bound, one for all, and the sum.</summary>
        public void Take(string labels, double value)
        {
            var length = _isHistogram ? Bounds.Length + 2 : 1;
            var series = Series.TryGetValue(labels, out var known) ? known : Series[labels] = new double[length];
            if (_isHistogram)
            {
                for (var at = 0; at < Bounds.Length; at++)
                {
                    series[at] += value <= Bounds[at] ? 1 : 0;
                }

                series[^2]++;
                series[^1] += value;
            }
            else
            {
                series[0] = IsObserved || !_isCounter ? value : series[0] + value;
            }
        }

        public void Write(string name, StringBuilder text)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n");
            var type = _isHistogram ? "histogram" : _isCounter ? "counter" : "gauge";
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
            foreach (var (labels, series) in Series)
            {
                if (_isHistogram)
                {
                    WriteHistogram(name, labels, series, text);
                }
                else
                {
                    Line(text, name, labels, series[0]);
                }
            }
        }

        private static void WriteHistogram(string name, string labels, double[] series, StringBuilder text)
        {
            var comma = labels.Length > 0 ? "," : "";
            for (var at = 0; at < Bounds.Length; at++)
            {
                Line(text, name + "_bucket", $"{labels}{comma}le=\"{Number(Bounds[at])}\"", series[at]);
            }

            Line(text, name + "_bucket", $"{labels}{comma}le=\"+Inf\"", series[^2]);
            Line(text, name + "_sum", labels, series[^1]);
            Line(text, name + "_count", labels, series[^2]);
        }

        private static void Line(StringBuilder text, string name, string labels, double value) => text.Append(name)
            .Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ').Append(Number(value)).Append('\n');
    }
}
