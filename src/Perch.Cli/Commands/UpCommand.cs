using System.CommandLine;
using Perch.Cli.Pods;
using Perch.Cli.Project;
using Perch.Cli.Terminal;
using Perch.Docker;
using Perch.Pods;

namespace Perch.Cli.Commands;

/// <summary>perch up: render, load the images, hand the file to Compose, wait until it is announced.</summary>
internal sealed class UpCommand : PerchCommand
{
    /// <summary>A slow application's start, and one dead interval of 40 s (RFC 2328 C.3) on top.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private readonly Option<TimeSpan?> _timeout = Durations.Option(
        "--timeout", "How long to wait for the announcement, once everything is started [default: 60s]");

    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Start it and leave; do not wait" };

    private readonly Option<bool> _removeOrphans = new("--remove-orphans")
    {
        Description = "Also remove containers of services that the file has no more, as Compose does it",
    };

    public UpCommand(Session session, ProjectOptions project)
        : base(session, project, "up", "Start the services and wait until they are announced")
    {
        Add(_timeout);
        Add(_noWait);
        Add(_removeOrphans);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch up", "the project of this directory"),
        ("perch up --timeout 2m", "for an application that is slow to start"),
        ("DOCKER_HOST=ssh://root@h1 perch up", "on another machine"),
        ("docker --context h1 perch up", "the same, as a plugin of docker"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var project = await AnycastProject.LoadAsync(Session, Project.Read(result), cancellationToken);
        if (project.Pods.Count == 0)
        {
            throw new CommandFailure(ExitCode.Usage, "No service that would run has x-anycast; for plain services "
                + "use 'docker compose up', for services in profiles give --profile");
        }

        var compose = project.Compose ?? throw NoCompose.Failure("up");
        using var docker = await Session.ConnectAsync(cancellationToken);
        await new ImageLoader(docker, Session.Screen).LoadAsync(Session.Images, cancellationToken);
        project.File.Write(project.Rendered);
        var start = new PodStart(docker, compose, Session.Screen);
        await start.StartAsync(project, result.GetValue(_removeOrphans), cancellationToken);
        return result.GetValue(_noWait)
            ? ExitCode.Ok
            : await WaitAsync(docker, project, result.GetValue(_timeout) ?? DefaultTimeout, cancellationToken);
    }

    private async Task<int> WaitAsync(
        DockerClient docker, AnycastProject project, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var reader = new PodReader(docker);
        var services = project.Pods.Select(pod => pod.Service).ToList();
        var since = Session.Time.GetTimestamp();
        var reports = await new PodProgress(Session.Screen, Session.Time).WatchAsync(
            token => reader.ReadAsync(project.Name, services, token),
            seen => seen.All(report => report.IsAnnounced || report.State == PodState.Drained),
            timeout, cancellationToken);
        var took = Session.Time.GetElapsedTime(since);
        foreach (var report in reports)
        {
            SayHowItEnded(report, took);
        }

        return reports.All(report => report.IsAnnounced || report.IsDrained) ? ExitCode.Ok : ExitCode.NotInTime;
    }

    private void SayHowItEnded(PodReport report, TimeSpan took)
    {
        var screen = Session.Screen;
        if (report.IsAnnounced)
        {
            var addresses = report.Speaker!.Addresses.Select(address => address.Address);
            screen.Say($"{report.Service}: announced {string.Join(", ", addresses)} after {took.TotalSeconds:0.0} s");
        }
        else if (report.IsDrained)
        {
            screen.Say(
                $"{report.Service}: drained, as it was told; 'perch undrain {report.Service}' announces it again");
        }
        else
        {
            var state = PodTable.Word(report.State);
            screen.Fail($"{report.Service}: not announced within {took.TotalSeconds:0} s; it is {state}");
            foreach (var reason in report.Reasons.DefaultIfEmpty("the speaker gives no reason: see its log"))
            {
                screen.Say($"  {reason}");
            }
        }
    }
}
