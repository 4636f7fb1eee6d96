using System.Text.Json.Serialization;
using Perch.Agent;
using Perch.Agent.Reconcile;
using Perch.Agent.Routes;
using Perch.Docker;
using Perch.Model;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Cli.Pods;

/// <summary>
/// The answer of <c>perch status --json</c>. A field is added under the same version; one that changes its meaning
/// raises it.
/// </summary>
internal sealed record StatusDocument
{
    public int Version { get; init; } = 1;

    public string Perch { get; init; } = PerchVersion.Current;

    /// <summary>The engine that was asked.</summary>
    public required string Engine { get; init; }

    /// <summary>Whether every pod is announced, and there is one.</summary>
    public required bool Announced { get; init; }

    public required IReadOnlyList<PodDocument> Pods { get; init; }

    /// <summary>Whether an agent of this engine was heard.</summary>
    public bool Agent { get; init; }

    /// <param name="standings">What the agent says; null without one.</param>
    public static StatusDocument Of(string engine, IReadOnlyList<PodReport> reports, Standings? standings) => new()
    {
        Agent = standings is not null,
        Engine = engine,
        Announced = reports.Count > 0 && reports.All(report => report.IsAnnounced),
        Pods =
        [
            .. reports.Select(report =>
                PodDocument.Of(report, standings?.Find(report.Pod.Project, report.Service))),
        ],
    };
}

/// <summary>One pod of it.</summary>
internal sealed record PodDocument
{
    public required string Project { get; init; }

    public required string Service { get; init; }

    /// <summary>"announced", "rising", "drained", "absent", …</summary>
    public required PodState State { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public ContainerDocument? Holder { get; init; }

    public ContainerDocument? Application { get; init; }

    public ContainerDocument? SpeakerContainer { get; init; }

    /// <summary>The speaker's own status document, as it stands.</summary>
    public SpeakerStatus? Speaker { get; init; }

    /// <summary>What its agent did and will do; null without one.</summary>
    public AgentDocument? Agent { get; init; }

    public static PodDocument Of(PodReport report, PodStanding? agent) => new()
    {
        Project = report.Pod.Project,
        Service = report.Service,
        State = report.State,
        Reasons = report.Reasons,
        Holder = ContainerDocument.Of(report, report.Pod.Holder),
        Application = ContainerDocument.Of(report, report.Pod.Application),
        SpeakerContainer = ContainerDocument.Of(report, report.Pod.Speaker),
        Speaker = report.Speaker,
        Agent = AgentDocument.Of(agent),
    };
}

/// <summary>One container of a pod.</summary>
internal sealed record ContainerDocument(string Name, string Id, string State, string? Health)
{
    /// <summary>How a member names its holder: "id", "name"; null of the holder itself.</summary>
    public Binding? Bound { get; init; }

    /// <summary>Which namespace a member is in: "right", "stale", "zombie", "none"; null of the holder
    /// itself.</summary>
    public Residence? Namespace { get; init; }

    public static ContainerDocument? Of(PodReport report, Container? container)
    {
        if (container is not { } there)
        {
            return null;
        }

        var document = new ContainerDocument(there.Name, there.Id, there.State, there.Health);
        return report.Pod.Holder is { } holder && holder.Id != there.Id
            ? document with { Bound = Membership.BoundBy(holder, there), Namespace = report.ResidenceOf(there) }
            : document;
    }
}

/// <summary>What the agent says of a pod.</summary>
/// <param name="Verdict">"well", "wedged", …</param>
/// <param name="Reason">What is wrong or who is at work; empty when all is well.</param>
internal sealed record AgentDocument(VerdictKind Verdict, string Reason)
{
    public string? Next { get; init; }

    public string? LastHeal { get; init; }

    public DateTimeOffset? LastHealAt { get; init; }

    public string? LastUpdate { get; init; }

    public DateTimeOffset? LastUpdateAt { get; init; }

    public RouteStanding? Routes { get; init; }

    public static AgentDocument? Of(PodStanding? pod) =>
        pod is null ? null : new AgentDocument(pod.Verdict, pod.Reason)
        {
            Next = pod.Next,
            LastHeal = pod.LastHeal,
            LastHealAt = pod.LastHealAt,
            LastUpdate = pod.LastUpdate,
            LastUpdateAt = pod.LastUpdateAt,
            Routes = pod.Routes,
        };
}

/// <summary>How the command line's own documents are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(DurationConverter), typeof(LowerCaseState), typeof(LowerCaseBinding), typeof(LowerCaseResidence),
        typeof(LowerCaseVerdict),
    ])]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class StatusJson : JsonSerializerContext;

/// <summary>States as the table writes them.</summary>
internal sealed class LowerCaseState() : JsonStringEnumConverter<PodState>(System.Text.Json.JsonNamingPolicy.CamelCase);

/// <summary>"id", "name", "none".</summary>
internal sealed class LowerCaseBinding()
    : JsonStringEnumConverter<Binding>(System.Text.Json.JsonNamingPolicy.CamelCase);

/// <summary>"right", "stale", "zombie", "none".</summary>
internal sealed class LowerCaseResidence()
    : JsonStringEnumConverter<Residence>(System.Text.Json.JsonNamingPolicy.CamelCase);

/// <summary>"well", "backingOff".</summary>
internal sealed class LowerCaseVerdict()
    : JsonStringEnumConverter<VerdictKind>(System.Text.Json.JsonNamingPolicy.CamelCase);
