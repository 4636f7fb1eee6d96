using Perch.Model.Status;

namespace Perch.Pods;

/// <summary>What a speaker said of itself, or why it said nothing.</summary>
public readonly record struct SpeakerAnswer(SpeakerStatus? Status, string? Problem);
