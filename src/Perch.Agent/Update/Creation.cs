using System.Text.Json.Nodes;
using Perch.Agent.Recreate;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>Creates a successor beside the running container, fills it and compares it: whatever does not fit is found
/// while the old one still serves.</summary>
internal sealed class Creation(DockerClient docker, TimeProvider time)
{
    private const int Conflict = 409;

    /// <returns>The successor's identifier. It has not been started.</returns>
    /// <exception cref="UpdateRefusedException">It is not what it was to be; it is gone again.</exception>
    public async Task<string> CreateAsync(
        Candidate candidate, Replaces replaces, CancellationToken cancellationToken)
    {
        var name = ContainerNames.Next(candidate.Old.Name);
        var body = candidate.Body.DeepClone().AsObject();
        body["Labels"] ??= new JsonObject();
        body["Labels"]![PodNames.ReplacesLabel] = (replaces with { GivesSigns = true }).Write();
        var binding = new NameBinding(docker);
        var holder = await binding.MendAsync(candidate.Pod.Holder!.Value, cancellationToken);
        try
        {
            var id = await binding.CreateAsync(name, body, holder, cancellationToken);
            await using var life = SignsOfLife.Begin(docker, id, time);
            return await CheckedAsync(candidate, body, id, cancellationToken);
        }
        catch (DockerException error) when (error.Status == Conflict)
        {
            throw new UpdateRefusedException(
                $"{name} exists: another update is under way, or one was left half done; 'perch status' tells");
        }
        catch (DockerException error) when (error.Status is not null)
        {
            throw new UpdateRefusedException($"{candidate.Old.Name} cannot be created anew. {error.Message}");
        }
    }

    private async Task<string> CheckedAsync(
        Candidate candidate, JsonObject body, string id, CancellationToken cancellationToken)
    {
        try
        {
            await new CopiedFiles(docker).CarryAsync(candidate.Old, id, cancellationToken);
            var created = await docker.FindContainerAsync(id, cancellationToken)
                ?? throw new UpdateRefusedException($"the successor of {candidate.Old.Name} vanished");
            var differences = Comparison.Differences(
                candidate.Order, body, CandidateReader.Raw(created.Json));
            return differences.Count == 0
                ? id
                : throw new UpdateRefusedException(
                    [.. differences.Select(each => $"the engine made {candidate.Old.Name} otherwise: {each}")]);
        }
        catch
        {
            await docker.RemoveContainerAsync(id, force: true, CancellationToken.None);
            throw;
        }
    }
}
