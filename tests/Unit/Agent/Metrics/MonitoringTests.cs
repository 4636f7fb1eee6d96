using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Perch.Agent;
using Perch.Agent.Events;
using Perch.Agent.Metrics;
using Perch.Agent.Reconcile;

namespace Perch.Tests.Unit.Agent.Metrics;

/// <summary>examples/monitoring and docs/agent.md name metrics, labels and words that there are.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string Text = Metrics();

    [Theory]
    [InlineData("examples/monitoring/alerts.yaml")]
    [InlineData("examples/monitoring/dashboard.json")]
    [InlineData("docs/agent.md")]
    public void Every_metric_and_label_that_is_named_is_there(string file)
    {
        var named = Name().Matches(Page(file)).Select(match => match.Value).Where(name => !name.EndsWith('_'))
            .ToHashSet();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Matches($@"(^|[{{,\n ]){name}[ =\{{]", Text));
    }

    [Fact]
    public void Every_metric_is_explained() => Assert.All(
        Text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)),
        line => Assert.Contains($"`{line.Split(' ')[2]}`", Page("docs/agent.md"), StringComparison.Ordinal));

    [Fact]
    public void The_dashboard_is_a_document_of_panels_that_ask_something()
    {
        var panels = JsonElement.Parse(Page("examples/monitoring/dashboard.json")).GetProperty("panels");
        Assert.All(panels.EnumerateArray(), panel => Assert.NotEmpty(
            panel.GetProperty("targets")[0].GetProperty("expr").GetString()!));
    }

    /// <summary>Everything that can be measured, of one pod.</summary>
    private static string Metrics()
    {
        var pod = PodStandings.Well() with
        {
            Verdict = VerdictKind.Wedged,
            Routes = new()
            {
                Announced = true,
                Away = false,
                Since = default,
                Why = "",
                Prefixes = [new("192.0.2.1/32", true)],
            },
        };
        using var metrics = new AgentMetrics(
            () => new Standings { At = default, Connected = true, Pods = [pod] }, () => 0, TimeProvider.System);
        using var text = new PrometheusText(metrics.Meter);
        metrics.Add(new PodEvent
        {
            At = default,
            Project = "dns",
            Service = "powerdns",
            Kind = PodEventKind.Adopted,
            Sentence = "",
        });
        metrics.Passed(TimeSpan.Zero);
        return text.Write();
    }

    private static string Page(string file) => File.ReadAllText(Root(file));

    private static string Root(string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../..", file));

    [GeneratedRegex(@"\b(perch|process)_[a-z_]+")]
    private static partial Regex Name();
}
