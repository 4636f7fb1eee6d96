using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Perch.Agent.Events;
using Perch.Agent.Metrics;
using Perch.Agent.Observe;

namespace Perch.Agent.Api;

/// <summary>What the agent can be asked, and what it answers; docs/agent-api.json describes it.</summary>
public sealed class ApiRoutes(Observer observer, PrometheusText metrics)
{
    public const string Pods = "/v1/pods";
    public const string Events = "/v1/events";
    public const string Description = "/v1/openapi.json";
    public const string MetricsPath = "/metrics";

    /// <summary>One JSON document a line.</summary>
    private const string LinesType = "application/jsonl";

    /// <summary>Every path, as the description has them.</summary>
    public static readonly IReadOnlyList<string> Paths = [Pods, Events, Description, MetricsPath];

    /// <summary>Everything, on the Unix socket.</summary>
    public Answer Answer(RequestHead request) => request.Path switch
    {
        Pods => Api.Answer.Text(Api.Answer.JsonType, observer.Standings().Write()),
        Events => AnswerEvents(request.Query),
        Description => Api.Answer.Text(Api.Answer.JsonType, OpenApi()),
        MetricsPath => Api.Answer.Text(PrometheusText.ContentType, metrics.Write()),
        _ => Api.Answer.Refusal(404, $"there is no {request.Path}; there is {string.Join(", ", Paths)}"),
    };

    /// <summary>The metrics alone, on an address that others reach.</summary>
    public Answer AnswerMetrics(RequestHead request) => request.Path is MetricsPath
        ? Answer(request)
        : Api.Answer.Refusal(404, $"there is nothing but {MetricsPath} here");

    /// <summary>The question that <see cref="ApiRoutes"/> understands.</summary>
    public static string Ask(EventQuery query, bool follow)
    {
        var words = new List<string>();
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                words.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("project", query.Project);
        Add("service", query.Service);
        Add("since", query.Since?.ToString("O", CultureInfo.InvariantCulture));
        Add("last", query.Last?.ToString(CultureInfo.InvariantCulture));
        Add("follow", follow ? "true" : null);
        return Events + (words.Count > 0 ? "?" + string.Join('&', words) : "");
    }

    /// <summary>The OpenAPI document, which is docs/agent-api.json.</summary>
    public static string OpenApi()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("agent-api.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private Answer AnswerEvents(IReadOnlyDictionary<string, string> asked)
    {
        if (!TryRead(asked, out var query, out var problem))
        {
            return Api.Answer.Refusal(400, problem);
        }

        return asked.GetValueOrDefault("follow") is "true"
            ? new Answer(200, LinesType) { Lines = stop => FollowAsync(query, stop) }
            : Api.Answer.Text(LinesType, string.Concat(observer.Log.Read(query).Select(what => Line(what) + "\n")));
    }

    private async IAsyncEnumerable<string> FollowAsync(
        EventQuery query, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var what in observer.Feed.FollowAsync(() => observer.Log.Read(query), query, stop))
        {
            yield return Line(what);
        }
    }

    private static string Line(PodEvent what) => JsonSerializer.Serialize(what, EventJson.Default.PodEvent);

    private static bool TryRead(IReadOnlyDictionary<string, string> asked, out EventQuery query, out string problem)
    {
        (query, problem) = (new EventQuery(), "");
        foreach (var (name, value) in asked)
        {
            var since = default(DateTimeOffset);
            var last = 0;
            problem = name switch
            {
                "project" or "service" or "follow" => "",
                "since" when DateTimeOffset.TryParse(
                    value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since) => "",
                "since" => $"since is a time such as 2026-11-27T13:00:00Z, not {value}",
                "last" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out last) => "",
                "last" => $"last is a number of events, not {value}",
                _ => $"there is no {name}; there is project, service, since, last, follow",
            };
            if (problem.Length > 0)
            {
                return false;
            }

            query = name switch
            {
                "project" => query with { Project = value },
                "service" => query with { Service = value },
                "since" => query with { Since = since },
                "last" => query with { Last = last },
                _ => query,
            };
        }

        return true;
    }
}
