using Perch.Agent.Events;
using Perch.Docker;
using Perch.Model.Config;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>
/// Takes new images by itself, for the pods that say so: one at a time, in their window, after their cooldown, never
/// one that had to be rolled back, never the last one that answers.
/// </summary>
public sealed class AutoUpdater(IPodEvents events, SeenImages seen, TimeProvider time)
{
    private readonly Dictionary<(string Project, string Service), DateTimeOffset> _asked = [];
    private readonly Dictionary<(string Project, string Service), string> _said = [];

    /// <summary>Looks at every pod; called again and again, and after each return at the earliest.</summary>
    public async Task PassAsync(
        DockerClient docker, IReadOnlyList<FoundPod> pods, CancellationToken cancellationToken)
    {
        foreach (var pod in pods.Where(pod => pod is { Application: not null, Aside: [] }))
        {
            var config = UpdateSettings.Of(pod);
            if (config.Policy is UpdatePolicy.Auto)
            {
                await LookAsync(docker, pod, config, cancellationToken);
            }
        }
    }

    private async Task LookAsync(
        DockerClient docker, FoundPod pod, UpdateConfig config, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var reference = CandidateReader.ReferenceOf(pod.Application!.Value);
            if (now - _asked.GetValueOrDefault(Key(pod)) >= config.Interval)
            {
                _asked[Key(pod)] = now;
                var newest = await new UpdateImages(docker).NewestAsync(
                    reference, pod.Application.Value.ImageId, cancellationToken);
                seen.Note(pod.Project, pod.Service, newest, now);
            }

            if (seen.Of(pod.Project, pod.Service) is { } image
                && AutoPolicy.WhyWait(config, image.Since, now) is null)
            {
                await UpdateAsync(docker, pod, config, cancellationToken);
            }
        }
        catch (DockerException error)
        {
            SayOnce(pod, PodEventKind.UpdateRefused, $"whether there is a new image cannot be known: {error.Message}");
        }
    }

    private async Task UpdateAsync(
        DockerClient docker, FoundPod pod, UpdateConfig config, CancellationToken cancellationToken)
    {
        var images = new UpdateImages(docker);
        var updater = new Updater(docker, time);
        var order = new UpdateOrder
        {
            Project = pod.Project,
            Service = pod.Service,
            Overlap = config.Overlap,
            Limits = new ReplacementLimits { Soak = config.Soak },
            By = Updater.Agent,
        };
        try
        {
            var candidate = await updater.ConsiderAsync(order, cancellationToken);
            if (await images.IsRefusedAsync(pod.Project, pod.Service, candidate.NewImageId, cancellationToken))
            {
                SayOnce(pod, PodEventKind.UpdateRefused,
                    $"{candidate.Reference} is the image that was rolled back; a newer one is awaited");
                return;
            }

            Say(pod, PodEventKind.UpdateStarted, $"{candidate.Old.Name} is updated to {candidate.Reference}");
            var done = await updater.UpdateAsync(order, candidate, cancellationToken);
            seen.Note(pod.Project, pod.Service, null, time.GetUtcNow());
            Say(pod, KindOf(done.Outcome), Sentence(candidate, done), done.Took);
        }
        catch (UpdateRefusedException refused)
        {
            SayOnce(pod, PodEventKind.UpdateRefused, refused.Message);
        }
    }

    private static PodEventKind KindOf(UpdateOutcome outcome) => outcome switch
    {
        UpdateOutcome.RolledBack => PodEventKind.RolledBack,
        UpdateOutcome.Failed => PodEventKind.UpdateFailed,
        _ => PodEventKind.Updated,
    };

    private static string Sentence(Candidate candidate, UpdateResult done) => done.Outcome switch
    {
        UpdateOutcome.RolledBack => $"{candidate.Old.Name} is the old one again: {done.Why}",
        UpdateOutcome.Failed => $"{candidate.Old.Name} stays withdrawn: {done.Why}",
        _ => $"{candidate.Old.Name} runs {candidate.Reference}",
    };

    private static (string Project, string Service) Key(FoundPod pod) => (pod.Project, pod.Service);

    private void SayOnce(FoundPod pod, PodEventKind kind, string sentence)
    {
        if (_said.GetValueOrDefault(Key(pod)) != sentence)
        {
            Say(pod, kind, sentence);
        }
    }

    private void Say(FoundPod pod, PodEventKind kind, string sentence, TimeSpan? took = null)
    {
        _said[Key(pod)] = sentence;
        events.Add(new PodEvent
        {
            At = time.GetUtcNow(),
            Project = pod.Project,
            Service = pod.Service,
            Kind = kind,
            Sentence = sentence,
            Container = pod.Application?.Name,
            Took = took,
        });
    }
}
