using System.Text.Json;
using System.Text.Json.Serialization;
using Perch.Docker;
using Perch.Model;

namespace Perch.Agent.Update;

/// <summary>
/// What a successor tells of itself in its label, from the moment it is created: with the names and states of the
/// containers it is the whole journal of a replacement, kept where everybody sees it who can touch the containers.
/// </summary>
public sealed record Replaces
{
    public required ReplacementKind Kind { get; init; }

    /// <summary>Identifier of the predecessor.</summary>
    public required string Container { get; init; }

    /// <summary>Identifier of the image that the predecessor runs.</summary>
    public required string Image { get; init; }

    /// <summary>Name of the successor's image, also where it had to be created by its identifier.</summary>
    public string? Reference { get; init; }

    /// <summary>As <see cref="ReplacementPlan.Drained"/>.</summary>
    public bool Drained { get; init; }

    /// <summary>As <see cref="ReplacementPlan.Announced"/>.</summary>
    public bool Announced { get; init; }

    /// <summary>Until then it is the business of whoever began it; what is not done by then was left half
    /// done.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Whoever carries it out gives signs of life (<see cref="SignsOfLife"/>); authors of an older Perch give
    /// none.</summary>
    public bool GivesSigns { get; init; }

    /// <summary>Who began it: "perch update on hosta".</summary>
    public required string By { get; init; }

    public string Write() => JsonSerializer.Serialize(this, ReplacesJson.Default.Replaces);

    /// <summary>Null for a container that replaces none, or that a newer Perch made.</summary>
    public static Replaces? Of(Container container)
    {
        try
        {
            return container.Labels.GetValueOrDefault(PodNames.ReplacesLabel) is { } text
                ? JsonSerializer.Deserialize(text, ReplacesJson.Default.Replaces)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The JSON of the label.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Replaces))]
internal sealed partial class ReplacesJson : JsonSerializerContext;
