using System.Text.Json.Serialization;
using Perch.Model;

namespace Perch.Cli.Doctor;

/// <summary>The answer of <c>perch doctor --json</c>; the same rules of versioning as for status.</summary>
internal sealed record DoctorDocument
{
    public int Version { get; init; } = 1;

    public string Perch { get; init; } = PerchVersion.Current;

    public required string Engine { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }
}

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LowerCaseLevel)])]
[JsonSerializable(typeof(DoctorDocument))]
internal sealed partial class DoctorJson : JsonSerializerContext;

/// <summary>"ok", "warn", "fail".</summary>
internal sealed class LowerCaseLevel() : JsonStringEnumConverter<Level>(System.Text.Json.JsonNamingPolicy.CamelCase);
