using Perch.Model.Status;

namespace Perch.Cli.Pods;

/// <summary>What a speaker said of itself, or why it said nothing.</summary>
internal readonly record struct SpeakerAnswer(SpeakerStatus? Status, string? Problem);
