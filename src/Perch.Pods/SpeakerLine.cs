using System.Text.Json;
using Perch.Docker;
using Perch.Model;
using Perch.Model.Status;

namespace Perch.Pods;

/// <summary>The way to a speaker: its own executable, run in its container by the engine.</summary>
public sealed class SpeakerLine(DockerClient docker)
{
    public async Task<SpeakerAnswer> StatusAsync(FoundPod pod, CancellationToken cancellationToken) =>
        pod.Speaker is { IsRunning: true } speaker
            ? await StatusAsync(speaker.Id, speaker.Name, cancellationToken)
            : new SpeakerAnswer(null, null);

    /// <param name="id">A container that runs.</param>
    /// <param name="name">What it is called in a sentence.</param>
    public async Task<SpeakerAnswer> StatusAsync(string id, string name, CancellationToken cancellationToken)
    {
        try
        {
            var result = await docker.ExecAsync(id, [PodNames.SpeakerPath, "status", "--json"], cancellationToken);
            return result.ExitCode == 0 || result.Stdout.StartsWith('{')
                ? Read(name, result.Stdout)
                : new SpeakerAnswer(null, $"{name} does not answer: {Said(result)}");
        }
        catch (DockerException error) when (error.Status is not null)
        {
            // It stopped between the list and the question.
            return new SpeakerAnswer(null, $"{name} cannot be asked: {error.Message}");
        }
    }

    /// <summary>Tells the speaker to drain or undrain.</summary>
    /// <returns>Its exit code, and what it answered.</returns>
    public async Task<(int Code, string Said)> TellAsync(
        FoundPod pod, IReadOnlyList<string> order, CancellationToken cancellationToken)
    {
        var result = await docker.ExecAsync(
            pod.Speaker!.Value.Id, [PodNames.SpeakerPath, .. order], cancellationToken);
        return (result.ExitCode, Said(result));
    }

    private static SpeakerAnswer Read(string name, string json)
    {
        try
        {
            var status = JsonSerializer.Deserialize(json, ModelJson.Default.SpeakerStatus);
            return status is null || status.Version > SpeakerStatus.CurrentVersion
                ? new SpeakerAnswer(null, $"{name} is of a newer Perch than this one: upgrade perch")
                : new SpeakerAnswer(status, null);
        }
        catch (JsonException)
        {
            return new SpeakerAnswer(null, $"{name} answers in a form that this perch does not know: run 'perch up'");
        }
    }

    private static string Said(ExecResult result)
    {
        var text = result.Stderr.Length > 0 ? result.Stderr : result.Stdout;
        return text.Split('\n').FirstOrDefault(line => line.Length > 0) ?? $"exit code {result.ExitCode}";
    }
}
