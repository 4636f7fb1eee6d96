using System.Text.Json.Serialization;
using Perch.Speaker.Proving;

namespace Perch.Speaker.Control;

/// <summary>One line of JSON to a running speaker.</summary>
internal sealed record ControlRequest(ControlVerb Ask)
{
    /// <summary>Drain also where nobody else announces the addresses.</summary>
    public bool Force { get; set; }

    public ProofDemand? Proof { get; set; }

    /// <summary>For how long <see cref="ControlVerb.Repeat"/> lasts.</summary>
    public int Milliseconds { get; set; }
}

/// <summary>What a running speaker can be asked for.</summary>
internal enum ControlVerb
{
    /// <summary>Answered by a line of <c>SpeakerStatus</c>; all others by a <see
    /// cref="ControlAnswer"/>.</summary>
    Status,
    Drain,
    Undrain,

    /// <summary>Leave without flushing, for a successor.</summary>
    HandOver,

    /// <summary>Answered by a line of <c>ProofStatus</c>, when it is over.</summary>
    Prove,

    /// <summary>Ask again what a closing socket takes with it.</summary>
    Repeat,

    /// <summary>An answer is proof enough: the loop turns.</summary>
    Health,
}

/// <summary>One line of JSON back.</summary>
internal sealed record ControlAnswer(bool Done, string Said)
{
    /// <summary>It could be done, and should not be.</summary>
    public bool Refused { get; set; }
}

/// <summary>The JSON of the control socket.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext;
