using Perch.Docker;

namespace Perch.Pods;

/// <summary>Looks at pods: their containers, and what their speakers say.</summary>
public sealed class PodReader(DockerClient docker)
{
    private readonly PodFinder _finder = new(docker);
    private readonly SpeakerLine _line = new(docker);

    /// <summary>The pods of a project, or of all projects when <paramref name="project"/> is null.</summary>
    public async Task<IReadOnlyList<PodReport>> ReadAsync(string? project, CancellationToken cancellationToken)
    {
        var pods = await _finder.FindAsync(project, cancellationToken);
        return await Task.WhenAll(pods.Select(pod => ReportAsync(pod, cancellationToken)));
    }

    /// <summary>The named pods of a project, each of them, also those that have no container yet.</summary>
    public async Task<IReadOnlyList<PodReport>> ReadAsync(
        string project, IEnumerable<string> services, CancellationToken cancellationToken)
    {
        var reports = await ReadAsync(project, cancellationToken);
        return
        [
            .. services.Select(service => reports.FirstOrDefault(report => report.Service == service)
                ?? PodReport.Of(new FoundPod(project, service), default)),
        ];
    }

    private async Task<PodReport> ReportAsync(FoundPod pod, CancellationToken cancellationToken) =>
        PodReport.Of(pod, await _line.StatusAsync(pod, cancellationToken));
}
