namespace Perch.Speaker.Gate;

/// <summary>
/// How long a withdrawn service must wait: doubles with every withdrawal, and halves again for every
/// <paramref name="max"/> that the service stayed announced. The idea is RFC 2439's route flap damping (a penalty per
/// flap, decay by half-lives, a ceiling), kept at the source of the flaps where it costs one service and no one else.
/// </summary>
internal sealed class HoldDown(TimeSpan first, TimeSpan max)
{
    private int _doublings;
    private TimeSpan _firstWithdrawal;

    /// <summary>No announcement before this time.</summary>
    public TimeSpan Until { get; private set; }

    /// <summary>Withdrawals since the wait was last at its shortest.</summary>
    public int Withdrawals { get; private set; }

    public TimeSpan Left(TimeSpan now) => Until > now ? Until - now : TimeSpan.Zero;

    /// <summary>How long ago the first of <see cref="Withdrawals"/> was.</summary>
    public TimeSpan Span(TimeSpan now) => now - _firstWithdrawal;

    /// <summary>A fault took the service off the network.</summary>
    /// <param name="announced">How long it had been announced.</param>
    public void Begin(TimeSpan announced, TimeSpan now)
    {
        Decay(announced);
        _firstWithdrawal = Withdrawals++ == 0 ? now : _firstWithdrawal;
        var wait = first * Math.Pow(2, _doublings);
        Until = now + (wait < max ? wait : max);
        _doublings += wait < max ? 1 : 0;
    }

    private void Decay(TimeSpan announced)
    {
        var halvings = max > TimeSpan.Zero ? announced / max : 0;
        _doublings = halvings < _doublings ? _doublings - (int)halvings : 0;
        Withdrawals = _doublings == 0 ? 0 : Withdrawals;
    }
}
