using System.Text.Json.Serialization;
using Perch.Agent.Update;
using Perch.Model;

namespace Perch.Cli.Pods;

/// <summary>The answer of <c>perch update --json</c>; the same rules of versioning as for status.</summary>
internal sealed record UpdateDocument
{
    private const int ShortId = 19;

    public int Version { get; init; } = 1;

    public string Perch { get; init; } = PerchVersion.Current;

    public required string Service { get; init; }

    /// <summary>"updated", "upToDate", "rolledBack", "failed", "refused"; of a dry run "wouldUpdate".</summary>
    public required string Outcome { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Why it was refused, rolled back or failed.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    public string? Image { get; init; }

    public string? OldImageId { get; init; }

    public string? NewImageId { get; init; }

    /// <summary>What the new image makes different.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    public double TookSeconds { get; init; }

    public static UpdateDocument Of(string service, Candidate candidate) => new()
    {
        Service = service,
        Outcome = "",
        Image = candidate.Reference,
        OldImageId = candidate.Old.ImageId,
        NewImageId = candidate.NewImageId,
        Changes = candidate.IsSame ? [] : candidate.Changes,
    };

    public static UpdateDocument Of(string service, Candidate candidate, UpdateResult done) =>
        Of(service, candidate) with
        {
            Outcome = done.Outcome switch
            {
                UpdateOutcome.UpToDate => "upToDate",
                UpdateOutcome.Updated => "updated",
                UpdateOutcome.RolledBack => "rolledBack",
                _ => "failed",
            },
            Reasons = done.Why.Length > 0 ? [done.Why] : [],
            TookSeconds = Math.Round(done.Took.TotalSeconds, 1),
        };

    public static string Planned(Candidate candidate) => candidate.IsSame ? "upToDate" : "wouldUpdate";

    /// <summary>"sha256:0123456789ab".</summary>
    public static string Short(string id) => id.Length > ShortId ? id[..ShortId] : id;
}

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UpdateDocument))]
internal sealed partial class UpdateJson : JsonSerializerContext;
