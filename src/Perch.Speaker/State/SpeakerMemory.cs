using System.Text.Json.Serialization;
using Perch.Model;

namespace Perch.Speaker.State;

/// <summary>What one speaker leaves to the next: the whole of the state file.</summary>
internal sealed record SpeakerMemory
{
    /// <summary>Another version is not read, but written over.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; set; } = CurrentVersion;

    /// <summary>The operator took the service off the network, and has not given it back.</summary>
    public bool Drained { get; set; }

    /// <summary>The start of the machine that the times below are counted from.</summary>
    public string? BootId { get; set; }

    /// <summary>When the last speaker left without flushing, for a successor to take its routes
    /// over.</summary>
    public TimeSpan? HandedOverAt { get; set; }

    /// <summary>No packet was sealed with a sequence number above this one (<see
    /// cref="Routing.Ospf.OspfInstance.ReservedSequence"/>).</summary>
    public ulong Sequence { get; set; }

    public IReadOnlyList<RememberedLink> Links { get; set; } = [];
}

/// <summary>The JSON of <see cref="SpeakerMemory"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(SpeakerMemory))]
internal sealed partial class StateJson : JsonSerializerContext;
