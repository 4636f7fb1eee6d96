using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker.Gate;

public sealed class HoldDownTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(60);

    [Fact]
    public void It_doubles_while_the_service_flaps_and_ends_at_its_maximum()
    {
        var holdDown = new HoldDown(First, Max);
        var waits = Enumerable.Range(0, 9).Select(_ => Wait(holdDown, TimeSpan.Zero));
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], waits);
        Assert.Equal(9, holdDown.Withdrawals);
    }

    [Fact]
    public void It_halves_for_every_maximum_that_the_service_stayed_announced()
    {
        var holdDown = new HoldDown(First, Max);
        for (var flap = 0; flap < 9; flap++)
        {
            Wait(holdDown, TimeSpan.Zero);
        }

        Assert.Equal(60, Wait(holdDown, TimeSpan.FromSeconds(59)));
        Assert.Equal(32, Wait(holdDown, TimeSpan.FromSeconds(60)));
        Assert.Equal(16, Wait(holdDown, TimeSpan.FromSeconds(125)));
        Assert.Equal(1, Wait(holdDown, TimeSpan.FromDays(400)));
        Assert.Equal(1, holdDown.Withdrawals);
    }

    [Fact]
    public void A_service_that_flaps_waits_and_says_how_long()
    {
        var service = SimulatedService.Up();
        for (var flap = 0; flap < 4; flap++)
        {
            service.Listen(false);
            service.Listen(true);
            service.Run(service.Status.HoldDown + TimeSpan.FromSeconds(2));
            Assert.Equal(GateState.Up, service.State);
        }

        service.Listen(false);
        service.Listen(true);
        service.Run(2);
        Assert.Equal(GateState.Rising, service.State);
        Assert.Equal("not announced: hold-down, 14 s left after 5 withdrawals in 25 s", service.Status.Why);
        service.Run(13.9);
        Assert.Equal(Verdict.Withdrawn, service.Verdict);
        service.Run(0.2);
        Assert.Equal(Verdict.Announced, service.Verdict);
    }

    private static double Wait(HoldDown holdDown, TimeSpan announced)
    {
        holdDown.Begin(announced, TimeSpan.FromDays(1));
        return holdDown.Left(TimeSpan.FromDays(1)).TotalSeconds;
    }
}
