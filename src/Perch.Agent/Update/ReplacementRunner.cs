using Perch.Docker;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>Carries out replacements on an engine.</summary>
internal sealed class ReplacementRunner(DockerClient docker, TimeProvider time)
{
    /// <summary>Called before each step: what is to be written down.</summary>
    public Action<Step> Entering { get; init; } = _ => { };

    /// <summary>What happens, in sentences.</summary>
    public Action<string> Say { get; init; } = _ => { };

    public async Task<(Outcome Outcome, string Why)> RunAsync(
        FoundPod pod, Carried carried, ReplacementPlan plan, ReplacementEvent first, CancellationToken interrupt)
    {
        await using var life = SignsOfLife.Begin(docker, carried.NewId, time);
        var lookout = new Lookout(docker, pod);
        var carrier = new Carrier(docker, pod, carried);
        var conductor = new Conductor(
            carrier, token => lookout.LookAsync(carried.OldId, carried.NewId, token), time)
        {
            Say = Say,
            Entering = step =>
            {
                life.Check();
                Entering(step);
                if (StepWords.Of(step, carried.Name, plan) is { } words)
                {
                    Say(words);
                }
            },
        };
        return await conductor.RunAsync(new Replacement(plan), first, interrupt);
    }
}
