using Perch.Docker;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>
/// A replacement whose author is gone: one that had given the successor its name is finished, if the successor proves
/// itself; any other is undone.
/// </summary>
internal sealed class Recovery(DockerClient docker, ReplacementRunner runner)
{
    public async Task RecoverAsync(FoundPod pod, UnderWay left, CancellationToken cancellationToken)
    {
        if (left.Stranger is { } stranger)
        {
            await ClearAsync(left, stranger, cancellationToken);
            return;
        }

        if (left is not { Old: { } old, New: { } successor, Replaces: { } label })
        {
            await OnlyOneAsync(left, cancellationToken);
            return;
        }

        var plan = new ReplacementPlan
        {
            Kind = label.Kind,
            Drained = label.Drained,
            Announced = label.Announced,
            Rise = Lookout.HealthOf(pod).Rise,
        };
        var carried = new Carried(left.Name, old.Id, successor.Id, Force: true)
        {
            IsCutOff = label.Kind is ReplacementKind.Heal,
        };
        var what = left.IsNamed ? "finishing" : "undoing";
        runner.Say($"an update of {left.Name}, begun by {label.By}, was left half done: {what} it");
        ReplacementEvent first = label.Kind is ReplacementKind.Heal ? new ReplacementEvent.Begun()
            : left.IsNamed ? new ReplacementEvent.TakenUp()
            : new ReplacementEvent.GivenUp("left half done");
        await runner.RunAsync(pod, carried, plan, first, cancellationToken);
    }

    /// <summary>Somebody made the container anew, without us: what was left is of no use any more.</summary>
    private async Task ClearAsync(UnderWay left, Container stranger, CancellationToken cancellationToken)
    {
        foreach (var aside in new[] { left.Old, left.New }.OfType<Container>())
        {
            runner.Say($"{aside.Name} was left by an update, and {stranger.Name} was made anew since: removed");
            await docker.RemoveContainerAsync(aside.Id, force: true, cancellationToken);
        }
    }

    /// <summary>Somebody removed the other one: what is there gets the name, and runs.</summary>
    private async Task OnlyOneAsync(UnderWay left, CancellationToken cancellationToken)
    {
        if ((left.Old ?? left.New) is not { } only)
        {
            return;
        }

        runner.Say($"{only.Name} is all that is left of an update of {left.Name}: it takes the name and is started");
        if (only.Name != left.Name)
        {
            await docker.RenameContainerAsync(only.Id, left.Name, cancellationToken);
        }

        await docker.UpdateRestartPolicyAsync(
            only.Id, new System.Text.Json.Nodes.JsonObject { ["Name"] = "always" }, cancellationToken);
        await docker.StartContainerAsync(only.Id, cancellationToken);
    }
}
