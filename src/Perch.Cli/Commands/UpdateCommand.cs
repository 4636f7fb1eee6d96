using System.CommandLine;
using System.Text.Json;
using Perch.Agent.Update;
using Perch.Cli.Pods;
using Perch.Cli.Project;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;

namespace Perch.Cli.Commands;

/// <summary>perch update: a new image, or a new speaker; or all as it was.</summary>
internal sealed class UpdateCommand : PerchCommand
{
    private readonly Argument<string> _service = new("SERVICE") { Description = "The application's service name" };

    private readonly Option<string?> _image = new("--image")
    {
        Description = "Another image than the one that the container names",
        HelpName = "REF",
    };

    private readonly Option<bool> _noPull = new("--no-pull")
    {
        Description = "Take the image that the engine has; do not ask the registry",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Pull, and say what would be different; create and stop nothing",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Also where no other router announces the service, or that cannot be known",
    };

    private readonly Option<bool> _speaker = new("--speaker")
    {
        Description = "The speaker instead of the application, by a hand-over",
    };

    private readonly Option<TimeSpan?> _timeout = Durations.Option(
        "--timeout", "How long each part may take: the drain, the proof, the announcement [default: 60s]");

    private readonly Option<TimeSpan?> _soak = Durations.Option(
        "--soak", "How long all must stay well before the old container goes [default: x-anycast.update.soak]");

    private readonly Option<bool> _json = new("--json")
    {
        Description = "One JSON document (version 1) on standard output",
    };

    public UpdateCommand(Session session, ProjectOptions project)
        : base(session, project, "update", "Replace an application's container by one of a new image, or roll back")
    {
        foreach (var option in new Option[]
            { _image, _noPull, _dryRun, _force, _speaker, _timeout, _soak, _json })
        {
            Add(option);
        }

        Add(_service);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch update powerdns", "the newest image of the same name"),
        ("perch update powerdns --dry-run", "what would be different"),
        ("perch update powerdns --image xddxdd/powerdns:4.9", "another one; write it into the Compose file as well"),
        ("perch update powerdns --force", "although nobody else answers meanwhile"),
        ("perch update powerdns --speaker", "the speaker of this perch; the route stays"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var docker = await Session.ConnectAsync(cancellationToken);
        var service = result.GetRequiredValue(_service);
        var pod = await FindAsync(docker, result, service, cancellationToken);
        var order = Order(result, pod);
        var updater = new Updater(docker, Session.Time);
        updater.Said += sentence => Session.Screen.Say($"{service}: {sentence}");
        try
        {
            if (order.Speaker)
            {
                await new ImageLoader(docker, Session.Screen).LoadAsync(Session.Images, cancellationToken);
            }

            await updater.RecoverAsync(pod, cancellationToken);
            var candidate = await updater.ConsiderAsync(order, cancellationToken);
            candidate.Notes.ToList().ForEach(note => Session.Screen.Warn($"{service}: {note}"));
            return result.GetValue(_dryRun)
                ? Tell(result, service, candidate)
                : Tell(result, service, candidate, await updater.UpdateAsync(order, candidate, cancellationToken));
        }
        catch (UpdateRefusedException refused)
        {
            return Refuse(result, service, refused);
        }
    }

    private async Task<FoundPod> FindAsync(
        DockerClient docker, ParseResult result, string service, CancellationToken cancellationToken)
    {
        var project = await ProjectName.FindAsync(Session, Project.Read(result), cancellationToken);
        var pods = await new PodFinder(docker).FindAsync(project, cancellationToken);
        var found = pods.Where(pod => pod.Service == service).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw UnknownService.Failure(service, project, [.. pods.Select(pod => PodReport.Of(pod, default))]),
            _ => throw new CommandFailure(ExitCode.Usage, $"'{service}' is in projects "
                + string.Join(", ", found.Select(pod => pod.Project)) + ": choose one with -p"),
        };
    }

    private UpdateOrder Order(ParseResult result, FoundPod pod)
    {
        var settings = UpdateSettings.Of(pod);
        var limits = new ReplacementLimits { Soak = result.GetValue(_soak) ?? settings.Soak };
        var speaker = result.GetValue(_speaker);
        return new UpdateOrder
        {
            Project = pod.Project,
            Service = pod.Service,
            Speaker = speaker,
            Image = result.GetValue(_image) ?? (speaker ? PodNames.SpeakerReference(PerchVersion.Current) : null),
            Pull = !result.GetValue(_noPull) && !speaker,
            Force = result.GetValue(_force),
            Overlap = settings.Overlap,
            Limits = result.GetValue(_timeout) is { } step ? limits with { Step = step } : limits,
            By = $"perch update on {Environment.MachineName}",
        };
    }

    /// <summary>What would be done.</summary>
    private int Tell(ParseResult result, string service, Candidate candidate)
    {
        if (result.GetValue(_json))
        {
            Write(UpdateDocument.Of(service, candidate) with
            {
                DryRun = true,
                Outcome = UpdateDocument.Planned(candidate),
            });
            return ExitCode.Ok;
        }

        var screen = Session.Screen;
        screen.Say(candidate.IsSame
            ? $"{service}: {candidate.Old.Name} runs {candidate.Reference} already"
            : $"{service}: {candidate.Old.Name} would be replaced by one of {candidate.Reference}");
        if (!candidate.IsSame)
        {
            screen.WriteLine($"Image: {UpdateDocument.Short(candidate.Old.ImageId)} becomes "
                + UpdateDocument.Short(candidate.NewImageId));
            candidate.Changes.ToList().ForEach(screen.WriteLine);
        }

        return ExitCode.Ok;
    }

    /// <summary>What was done.</summary>
    private int Tell(ParseResult result, string service, Candidate candidate, UpdateResult done)
    {
        if (result.GetValue(_json))
        {
            Write(UpdateDocument.Of(service, candidate, done));
        }

        var (screen, took) = (Session.Screen, done.Took.TotalSeconds);
        switch (done.Outcome)
        {
            case UpdateOutcome.UpToDate:
                screen.Say($"{service}: {candidate.Old.Name} runs {candidate.Reference} already");
                return ExitCode.Ok;
            case UpdateOutcome.Updated:
                screen.Say($"{service}: runs {candidate.Reference} ({UpdateDocument.Short(done.NewImageId)}) "
                    + $"after {took:0.0} s");
                return ExitCode.Ok;
            case UpdateOutcome.RolledBack:
                screen.Fail($"{service}: rolled back after {took:0.0} s: {done.Why}");
                return ExitCode.Failed;
            default:
                screen.Fail($"{service}: {done.Why}. The service stays withdrawn; "
                    + $"see 'docker logs {candidate.Old.Name}', then 'perch up'");
                return ExitCode.Failed;
        }
    }

    private int Refuse(ParseResult result, string service, UpdateRefusedException refused)
    {
        if (result.GetValue(_json))
        {
            Write(new UpdateDocument { Service = service, Outcome = "refused", Reasons = refused.Reasons });
        }

        foreach (var reason in refused.Reasons)
        {
            Session.Screen.Fail($"{service}: {reason}");
        }

        return refused.IsLastOne ? ExitCode.Refused : ExitCode.Failed;
    }

    private void Write(UpdateDocument document) =>
        Session.Screen.WriteLine(JsonSerializer.Serialize(document, UpdateJson.Default.UpdateDocument));
}
