using System.Text.Json.Serialization;

namespace Perch.Model.Status;

/// <summary>What has become of the routes that the speaker before this one left for it.</summary>
/// <param name="Said">The same in a sentence.</param>
public sealed record HandOverStatus(HandOverState State, string Said);

/// <summary>How far a hand-over has come.</summary>
public enum HandOverState
{
    /// <summary>They stay as they are, and the service has not proven itself yet.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    [JsonStringEnumMemberName("takenOver")]
    TakenOver,

    /// <summary>The service has not proven itself in time, or was found dead: they were withdrawn.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,
}
