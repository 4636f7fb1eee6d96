using Perch.Pods;

namespace Perch.Cli.Commands;

/// <summary>The sentence for a service that nobody knows.</summary>
internal static class UnknownService
{
    public static CommandFailure Failure(string service, string? project, IReadOnlyList<PodReport> known)
    {
        var where = project is null ? "on this engine" : $"in project {project}";
        var names = known.Count == 0
            ? "there is none"
            : "there is " + string.Join(", ", known.Select(pod => pod.Service));
        return new CommandFailure(ExitCode.Usage, $"No anycast service '{service}' {where}; {names}");
    }
}
