using Perch.Model.Config;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker.Gate;

/// <summary>Applications that follow each other on one port.</summary>
public sealed class OverlapTests
{
    private static readonly HealthConfig Strict = new() { Listeners = ["udp/53"], Fall = 1 };

    [Fact]
    public void A_question_that_went_down_with_one_of_two_sockets_is_asked_anew()
    {
        var service = SimulatedService.Up(Strict);
        service.Listen(2);
        service.Application = _ => Reply.Hang;
        service.Run(0.5);
        var looks = service.Looks.Count;
        service.Application = _ => Reply.Good;
        service.Listen(1);
        Assert.Equal(looks + 1, service.Looks.Count);
        service.Run(5);
        Assert.Empty(service.Verdicts);
    }

    [Fact]
    public void The_last_socket_that_goes_withdraws()
    {
        var service = SimulatedService.Up(Strict);
        service.Listen(2);
        service.Listen(1);
        service.Listen(0);
        Assert.Equal(Verdict.Withdrawn, Assert.Single(service.Verdicts).Verdict);
    }

    [Fact]
    public void Sockets_that_come_and_go_all_the_time_hide_no_hang()
    {
        var service = SimulatedService.Up(Strict);
        service.Application = _ => Reply.Hang;
        for (var round = 0; round < 20; round++)
        {
            service.Listen(2);
            service.Run(0.05);
            service.Listen(1);
            service.Run(0.05);
        }

        Assert.Equal(Verdict.Withdrawn, service.Verdict);
    }
}
