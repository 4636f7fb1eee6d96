namespace Perch.Tests.Unit.Agent.Webhooks;

/// <summary>Pauses take no time.</summary>
internal sealed class PausingTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, TimeSpan.Zero, period);
}
