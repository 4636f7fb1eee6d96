using Perch.Docker;

namespace Perch.Agent.Update;

/// <summary>Carries out a replacement: the loop around the pure machine.</summary>
internal sealed class Conductor(Carrier carrier, Func<CancellationToken, Task<PodSight>> look, TimeProvider time)
{
    /// <summary>Often enough that no step waits for it, seldom enough that an engine does not notice: a look costs
    /// it some 50 ms.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly long _start = time.GetTimestamp();
    private readonly Queue<ReplacementEffect> _effects = [];
    private Step? _watching;

    /// <summary>Called before each step: what is to be written down, and what to show.</summary>
    public required Action<Step> Entering { get; init; }

    public required Action<string> Say { get; init; }

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <param name="machine">The replacement.</param>
    /// <param name="first">How it begins.</param>
    /// <param name="interrupt">Turns it back; it is not left half done.</param>
    public async Task<(Outcome Outcome, string Why)> RunAsync(
        Replacement machine, ReplacementEvent first, CancellationToken interrupt)
    {
        Handle(machine, first);
        var interrupted = false;
        while (true)
        {
            if (interrupt.IsCancellationRequested && !interrupted)
            {
                interrupted = true;
                Handle(machine, new ReplacementEvent.Interrupted());
            }

            while (_effects.TryDequeue(out var effect))
            {
                if (effect is ReplacementEffect.Ended ended)
                {
                    return (ended.Outcome, ended.Why);
                }

                await ActAsync(machine, effect);
            }

            if (_watching is not null)
            {
                Handle(machine, await LookAsync());
                await Task.Delay(Pause, time, CancellationToken.None);
            }
        }
    }

    private void Handle(Replacement machine, ReplacementEvent what)
    {
        var effects = new List<ReplacementEffect>();
        machine.Handle(what, Now, effects);
        if (effects.Count > 0)
        {
            // Whatever waited to be done belonged to a step that is over.
            _effects.Clear();
            _watching = null;
            effects.ForEach(_effects.Enqueue);
        }
    }

    private async Task ActAsync(Replacement machine, ReplacementEffect effect)
    {
        switch (effect)
        {
            case ReplacementEffect.Do work:
                Entering(work.Step);
                Handle(machine, await DoAsync(work.Step));
                break;
            case ReplacementEffect.Watch watch:
                Entering(watch.Step);
                _watching = watch.Step;
                break;
            case ReplacementEffect.Say say:
                Say(say.Sentence);
                break;
        }
    }

    private async Task<ReplacementEvent> DoAsync(Step step)
    {
        try
        {
            await carrier.DoAsync(step, CancellationToken.None);
            return new ReplacementEvent.Done();
        }
        catch (DockerException error)
        {
            return new ReplacementEvent.Failed(error.Message);
        }
    }

    private async Task<ReplacementEvent> LookAsync()
    {
        try
        {
            return new ReplacementEvent.Seen(await look(CancellationToken.None));
        }
        catch (DockerException error)
        {
            return new ReplacementEvent.Seen(new PodSight { Why = error.Message });
        }
    }
}
