using System.Text.Json.Serialization;
using Perch.Model.Config;
using Perch.Model.Status;

namespace Perch.Model;

/// <summary>The JSON contracts of the house: what a speaker is told, what it says of itself and what it has proven,
/// how a pod is updated. What has a default is settable, not init-only: the generated reader would write null over the
/// default of an init-only property that the document leaves out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(SpeakerConfig))]
[JsonSerializable(typeof(SpeakerStatus))]
[JsonSerializable(typeof(ProofStatus))]
[JsonSerializable(typeof(UpdateConfig))]
public sealed partial class ModelJson : JsonSerializerContext;
