using System.CommandLine;
using Perch.Cli.Project;
using Perch.Cli.Terminal;
using Perch.Docker;
using Perch.Pods;

namespace Perch.Cli.Commands;

/// <summary>A command that tells one speaker to do something, and waits until it is done.</summary>
internal abstract class OrderCommand : PerchCommand
{
    private readonly Argument<string> _service = new("SERVICE") { Description = "The application's service name" };

    /// <summary>Longer than the longest hold-down (60 s) that an undrained service may have to sit out.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(90);

    private readonly Option<TimeSpan?> _timeout = Durations.Option(
        "--timeout", "How long to wait until it is done [default: 90s]");

    protected OrderCommand(Session session, ProjectOptions project, string name, string description)
        : base(session, project, name, description)
    {
        Add(_service);
        Add(_timeout);
    }

    /// <summary>The words that the speaker is told.</summary>
    protected virtual IReadOnlyList<string> Order(ParseResult result) => [Name];

    protected abstract bool IsDone(PodReport report);

    /// <summary>What to say when it is.</summary>
    protected abstract string Done(PodReport report);

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var docker = await Session.ConnectAsync(cancellationToken);
        var service = result.GetRequiredValue(_service);
        var project = await ProjectName.FindAsync(Session, Project.Read(result), cancellationToken);
        var reader = new PodReader(docker);
        var pod = Choose(await reader.ReadAsync(project, cancellationToken), service, project);
        await TellAsync(docker, pod, Order(result), cancellationToken);

        var reports = await new PodProgress(Session.Screen, Session.Time).WatchAsync(
            token => reader.ReadAsync(pod.Pod.Project, [service], token),
            seen => seen.All(IsDone), result.GetValue(_timeout) ?? DefaultTimeout, cancellationToken);
        if (IsDone(reports[0]))
        {
            Session.Screen.Say(Done(reports[0]));
            return ExitCode.Ok;
        }

        Session.Screen.Fail($"{service}: told, but it is still {PodTable.Word(reports[0].State)}");
        foreach (var reason in reports[0].Reasons)
        {
            Session.Screen.Say($"  {reason}");
        }

        return ExitCode.NotInTime;
    }

    private static async Task TellAsync(
        DockerClient docker, PodReport pod, IReadOnlyList<string> order, CancellationToken cancellationToken)
    {
        if (pod.Pod.Speaker is not { IsRunning: true })
        {
            throw new CommandFailure(ExitCode.Failed, $"{pod.Service}: {string.Join("; ", pod.Reasons)}");
        }

        var (code, said) = await new SpeakerLine(docker).TellAsync(pod.Pod, order, cancellationToken);
        if (code != ExitCode.Ok)
        {
            throw code == ExitCode.Refused
                ? new CommandFailure(ExitCode.Refused, $"{pod.Service}: {said}")
                : new CommandFailure(ExitCode.Failed, $"{pod.Service}: the speaker refused: {said}");
        }
    }

    private static PodReport Choose(IReadOnlyList<PodReport> reports, string service, string? project)
    {
        var found = reports.Where(report => report.Service == service).ToList();
        return found.Count switch
        {
            0 => throw UnknownService.Failure(service, project, reports),
            1 => found[0],
            _ => throw new CommandFailure(ExitCode.Usage, $"'{service}' is in projects "
                + string.Join(", ", found.Select(report => report.Pod.Project)) + ": choose one with -p"),
        };
    }
}
