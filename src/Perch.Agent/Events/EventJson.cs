using System.Text.Json.Serialization;
using Perch.Agent.Webhooks;
using Perch.Model;

namespace Perch.Agent.Events;

/// <summary>Events as files, the API and webhooks carry them: one object a line. A field or a kind is added, never
/// renamed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DurationConverter), typeof(KindConverter)])]
[JsonSerializable(typeof(PodEvent))]
[JsonSerializable(typeof(WebhookMessage))]
public sealed partial class EventJson : JsonSerializerContext;

/// <summary>"rolledBack", "updateStarted".</summary>
internal sealed class KindConverter()
    : JsonStringEnumConverter<PodEventKind>(System.Text.Json.JsonNamingPolicy.CamelCase);
