using Perch.Agent.Reconcile;

namespace Perch.Tests.Unit.Agent.Reconcile;

/// <summary>What somebody does on purpose, or has in hand, is left to them.</summary>
public sealed class WillTests
{
    private readonly Pod _pod = new();

    [Theory]
    [InlineData("kill", "die", "stop")]
    [InlineData("kill", "stop", "die")]
    public void A_member_that_its_operator_stopped_stays_stopped(params string[] told)
    {
        _pod.Tell(_pod.Application!.Id, told);
        _pod.Application = _pod.Application! with { State = "exited" };
        Rests("dns was stopped by its operator");
    }

    [Fact]
    public void A_stopped_member_stays_stopped_when_the_other_is_healed()
    {
        Stop(_pod.Application!);
        _pod.Application = _pod.Application! with { State = "exited" };
        _pod.Holder = _pod.Holder! with { StartedAt = Pod.At(100) };
        var verdict = _pod.SettledVerdict;
        Assert.Equal("restarting dns-speaker", verdict.Step?.What);
        _pod.CarryOut(verdict.Step!);
        Rests("dns was stopped by its operator");
    }

    [Fact]
    public void A_member_that_its_operator_started_again_is_healed_like_any_other()
    {
        Stop(_pod.Application!);
        _pod.Tell(_pod.Application!.Id, "start");
        _pod.Tell(_pod.Application!.Id, "kill", "die");
        _pod.Application = _pod.Application! with { State = "exited" };
        Assert.Equal("starting dns", _pod.SettledVerdict.Step?.What);
    }

    [Fact]
    public void A_holder_that_its_operator_stopped_stays_stopped()
    {
        Stop(_pod.Holder!);
        _pod.Holder = _pod.Holder! with { State = "exited" };
        Rests("dns-net was stopped by its operator");
    }

    [Theory]
    [InlineData("kill", "die", "stop")]
    [InlineData("kill", "die")]
    public void A_pod_of_which_nothing_runs_is_at_rest(params string[] events)
    {
        foreach (var container in (SeenContainer[])[_pod.Speaker!, _pod.Application!, _pod.Holder!])
        {
            _pod.Tell(container.Id, events);
        }

        _pod.Speaker = _pod.Speaker! with { State = "exited" };
        _pod.Application = _pod.Application! with { State = "exited" };
        _pod.Holder = _pod.Holder! with { State = "exited" };
        Rests("all of it was stopped");
        _pod.Holder = null;
        Rests("its holder is gone, and all else of it was stopped");
    }

    [Fact]
    public void A_stop_told_by_a_daemon_on_its_way_down_is_nobodys_will()
    {
        Stop(_pod.Holder!);
        _pod.Holder = _pod.Holder! with { State = "exited" };
        _pod.Wait(5);
        _pod.Memory.EngineLost(isAnother: true, _pod.Now);
        Assert.Equal("starting dns-net", _pod.SettledVerdict.Step?.What);
    }

    [Fact]
    public void A_stop_told_long_before_the_daemon_went_down_still_counts()
    {
        Stop(_pod.Holder!);
        _pod.Holder = _pod.Holder! with { State = "exited" };
        _pod.Wait(60);
        _pod.Memory.EngineLost(isAnother: true, _pod.Now);
        Rests("dns-net was stopped by its operator");
    }

    [Fact]
    public void A_member_that_had_ended_before_the_agent_saw_it_is_left_with_a_sentence()
    {
        _pod.Application = _pod.Application! with { State = "exited" };
        Rests("docker start dns");
    }

    [Fact]
    public void A_member_whose_restart_policy_leaves_it_ended_is_left()
    {
        _pod.Tell(_pod.Application!.Id, "die");
        _pod.Application = _pod.Application! with { State = "exited", IsMeantToRun = false };
        Rests("its restart policy leaves it so");
    }

    [Theory]
    [InlineData("0123456789ab_dns")]
    [InlineData("dns.next")]
    public void Nothing_is_done_while_somebody_replaces_a_container(string name)
    {
        _pod.InFlight = [name];
        _pod.Holder = _pod.New("dns-net") with { State = "running", StartedAt = Pod.At(100) };
        Assert.Equal(VerdictKind.InFlight, _pod.SettledVerdict.Kind);
    }

    [Fact]
    public void A_holder_whose_name_is_lent_gets_it_back_when_nobody_else_gives_it()
    {
        _pod.Holder = _pod.Holder! with { IsMisnamed = true };
        _pod.Tell(_pod.Holder.Id, "rename");
        Assert.Equal(VerdictKind.InFlight, _pod.Verdict.Kind);
        _pod.Wait(21);
        Assert.Equal("naming dns-net again", _pod.Verdict.Step?.What);
        Assert.Equal(VerdictKind.Heal, _pod.Verdict.Kind);
    }

    [Fact]
    public void Somebody_who_changed_nothing_for_a_minute_has_stopped_half_way()
    {
        _pod.InFlight = ["0123456789ab_dns"];
        _pod.Holder = _pod.Holder! with { StartedAt = Pod.At(100) };
        var verdict = _pod.Verdict;
        Assert.Equal(VerdictKind.InFlight, verdict.Kind);
        _pod.Wait((verdict.LookAgain!.Value - _pod.Now).TotalSeconds);
        Assert.Equal(VerdictKind.Heal, _pod.Verdict.Kind);
    }

    [Fact]
    public void What_makes_a_container_anew_waits_until_compose_is_through()
    {
        _pod.Tell(_pod.Holder!.Id, "kill", "die", "destroy");
        _pod.Holder = null;
        for (var moment = 0; moment < 10; moment++)
        {
            Assert.Equal(VerdictKind.Settling, _pod.Verdict.Kind);
            _pod.Wait(1.5);
            _pod.Tell(_pod.Speaker!.Id, "kill");
        }
    }

    [Fact]
    public void A_holder_that_compose_created_and_has_not_started_yet_is_left_to_it_for_a_minute()
    {
        _pod.Holder = _pod.New("dns-net");
        Assert.Equal(VerdictKind.Settling, _pod.SettledVerdict.Kind);
        _pod.Wait(60);
        Assert.Equal("starting dns-net", _pod.Verdict.Step?.What);
    }

    private void Stop(SeenContainer container) => _pod.Tell(container.Id, "kill", "die", "stop");

    private void Rests(string reason)
    {
        var verdict = _pod.SettledVerdict;
        Assert.Equal(VerdictKind.Resting, verdict.Kind);
        Assert.Null(verdict.Step);
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
    }
}
