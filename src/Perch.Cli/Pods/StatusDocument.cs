using System.Text.Json.Serialization;
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

    public static StatusDocument Of(string engine, IReadOnlyList<PodReport> reports) => new()
    {
        Engine = engine,
        Announced = reports.Count > 0 && reports.All(report => report.IsAnnounced),
        Pods = [.. reports.Select(PodDocument.Of)],
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

    public static PodDocument Of(PodReport report) => new()
    {
        Project = report.Pod.Project,
        Service = report.Service,
        State = report.State,
        Reasons = report.Reasons,
        Holder = ContainerDocument.Of(report.Pod.Holder),
        Application = ContainerDocument.Of(report.Pod.Application),
        SpeakerContainer = ContainerDocument.Of(report.Pod.Speaker),
        Speaker = report.Speaker,
    };
}

/// <summary>One container of a pod.</summary>
internal sealed record ContainerDocument(string Name, string Id, string State, string? Health)
{
    public static ContainerDocument? Of(Container? container) =>
        container is { } there ? new ContainerDocument(there.Name, there.Id, there.State, there.Health) : null;
}

/// <summary>How the command line's own documents are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DurationConverter), typeof(LowerCaseState)])]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class StatusJson : JsonSerializerContext;

/// <summary>States as the table writes them.</summary>
internal sealed class LowerCaseState() : JsonStringEnumConverter<PodState>(System.Text.Json.JsonNamingPolicy.CamelCase);
