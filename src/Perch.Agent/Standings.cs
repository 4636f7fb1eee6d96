using System.Text.Json;
using System.Text.Json.Serialization;
using Perch.Agent.Api;
using Perch.Agent.Reconcile;
using Perch.Agent.Update;
using Perch.Model;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Agent;

/// <summary>Where all pods stand, as the agent leaves it in its state directory: for "perch agent status", which runs
/// where the agent runs.</summary>
public sealed record Standings
{
    public const string FileName = "pods.json";

    public int Version { get; set; } = 1;

    public string Perch { get; set; } = PerchVersion.Current;

    /// <summary>When the agent last looked at everything: one that is much older than its full pass does not
    /// run.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the engine answers.</summary>
    public required bool Connected { get; init; }

    /// <summary>How long the last look at everything took; null before the first.</summary>
    public TimeSpan? FullPassTook { get; init; }

    public required IReadOnlyList<PodStanding> Pods { get; init; }

    /// <summary>Null when the agent does not know this pod.</summary>
    public PodStanding? Find(string project, string service) =>
        Pods.FirstOrDefault(pod => pod.Project == project && pod.Service == service);

    /// <summary>Null when no agent has written any.</summary>
    public static Standings? Read(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, FileName);
        return File.Exists(path) ? Parse(File.ReadAllText(path)) : null;
    }

    /// <summary>Null when it is no such document.</summary>
    public static Standings? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, AgentJson.Default.Standings);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, AgentJson.Default.Standings);

    /// <summary>Under another name first: whoever reads it meanwhile sees the old or the new one, whole.</summary>
    internal void Write(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, FileName);
        File.WriteAllText(path + ".new", Write());
        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>The agent's own documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(VerdictWord), typeof(BindingWord), typeof(ResidenceWord), typeof(ReplacementWord), typeof(GateWord),
        typeof(DurationConverter),
    ])]
[JsonSerializable(typeof(Standings))]
[JsonSerializable(typeof(ApiProblem))]
internal sealed partial class AgentJson : JsonSerializerContext;

/// <summary>Verdicts as scripts read them: "well", "backingOff".</summary>
internal sealed class VerdictWord() : JsonStringEnumConverter<VerdictKind>(JsonNamingPolicy.CamelCase);

/// <summary>"id", "name", "none".</summary>
internal sealed class BindingWord() : JsonStringEnumConverter<Binding>(JsonNamingPolicy.CamelCase);

/// <summary>"right", "stale", "zombie", "none".</summary>
internal sealed class ResidenceWord() : JsonStringEnumConverter<Residence>(JsonNamingPolicy.CamelCase);

/// <summary>"update", "overlap", "speaker", "heal".</summary>
internal sealed class ReplacementWord() : JsonStringEnumConverter<ReplacementKind>(JsonNamingPolicy.CamelCase);

/// <summary>"up", "draining".</summary>
internal sealed class GateWord() : JsonStringEnumConverter<GateState>(JsonNamingPolicy.CamelCase);
