using Perch.Agent.Reconcile;

namespace Perch.Tests.Unit.Agent.Reconcile;

/// <summary>What can happen to the containers of a pod, as the engine shows and tells it, and what is done: as steps in
/// their order.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public void What_Docker_was_to_restart_and_forgot_is_restarted()
    {
        var pod = new Pod();
        pod.Speaker = pod.Speaker! with { State = "restarting" };
        Assert.Equal(VerdictKind.Resting, pod.SettledVerdict.Kind);
        pod.Wait(91);
        Assert.Equal("restarting dns-speaker", pod.Verdict.Step?.What);
        pod.CarryOut(pod.Verdict.Step!);
        Assert.Equal(VerdictKind.Well, pod.Verdict.Kind);
    }

    [Fact]
    public void A_holder_that_Docker_was_to_restart_and_forgot_is_started()
    {
        var pod = new Pod();
        pod.Holder = pod.Holder! with { State = "restarting" };
        Assert.Equal(VerdictKind.InFlight, pod.SettledVerdict.Kind);
        pod.Wait(91);
        Assert.Equal("starting dns-net", pod.Verdict.Step?.What);
    }

    private const string NoNamespace = "cannot join network of a non running container: id-dns-net-1";
    private const string NoHolder = "joining network namespace of container: No such container: id-dns-net-1";

    private readonly Pod _pod = new();

    [Fact]
    public void A_pod_that_is_well_is_left_alone()
    {
        Assert.Equal(VerdictKind.Well, _pod.Verdict.Kind);
        Heals();
    }

    [Fact]
    public void A_killed_holder_is_started_and_then_its_members_restarted()
    {
        _pod.Tell(_pod.Holder!.Id, "kill", "die");
        _pod.Holder = _pod.Holder with { State = "exited" };
        Heals("starting dns-net", "restarting dns-speaker", "restarting dns");
    }

    [Fact]
    public void A_holder_that_was_killed_is_started_within_half_a_second()
    {
        _pod.Tell(_pod.Holder!.Id, "kill", "die");
        _pod.Holder = _pod.Holder with { State = "exited" };
        var verdict = _pod.Verdict;
        Assert.Equal(VerdictKind.Settling, verdict.Kind);
        Assert.InRange(verdict.LookAgain!.Value - _pod.Now, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public void A_holder_that_restarted_has_its_members_restarted()
    {
        _pod.Holder = _pod.Holder! with { StartedAt = Pod.At(100) };
        Heals("restarting dns-speaker", "restarting dns");
    }

    [Fact]
    public void Members_that_merely_start_do_so_side_by_side()
    {
        _pod.Holder = _pod.Holder! with { StartedAt = Pod.At(100) };
        var verdict = _pod.SettledVerdict;
        Assert.Equal("restarting dns-speaker", verdict.Step?.What);
        Assert.Equal(["restarting dns"], verdict.Beside.Select(step => step.What));
    }

    [Fact]
    public void A_member_that_is_made_anew_has_nothing_beside_it()
    {
        _pod.Holder = _pod.New("dns-net") with { State = "running", StartedAt = Pod.At(100) };
        Assert.Empty(_pod.SettledVerdict.Beside);
    }

    [Fact]
    public void A_member_whose_restart_did_not_help_waits_while_the_other_starts()
    {
        _pod.Holder = _pod.Holder! with { StartedAt = Pod.At(100) };
        var step = _pod.SettledVerdict.Step!;
        _pod.Memory.Tried(step, new StepResult("refused"), _pod.Now);
        var verdict = _pod.Verdict;
        Assert.Equal("restarting dns", verdict.Step?.What);
        Assert.Empty(verdict.Beside);
    }

    [Fact]
    public void A_member_left_in_a_namespace_that_still_works_is_restarted_all_the_same()
    {
        // The zombie twin: same identifier, same address, a later start.
        _pod.Holder = _pod.Holder! with { StartedAt = Pod.At(2.5) };
        Heals("restarting dns-speaker");
    }

    [Fact]
    public void A_holder_that_was_recreated_has_members_bound_to_the_old_one_recreated()
    {
        _pod.Holder = _pod.New("dns-net") with { State = "running", StartedAt = Pod.At(100) };
        Heals("recreating dns-speaker", "recreating dns");
    }

    [Fact]
    public void A_holder_that_was_recreated_has_members_bound_by_name_restarted()
    {
        _pod.Speaker = _pod.Speaker! with { NetworkMode = "container:dns-net" };
        _pod.Application = _pod.Application! with { NetworkMode = "container:dns-net" };
        _pod.Holder = _pod.New("dns-net") with { State = "running", StartedAt = Pod.At(100) };
        Heals("restarting dns-speaker", "restarting dns");
    }

    [Fact]
    public void A_holder_that_was_removed_is_made_again_and_then_the_members()
    {
        _pod.Tell(_pod.Holder!.Id, "kill", "die", "destroy");
        _pod.Holder = null;
        Heals("making the holder of dns/dns again", "recreating dns-speaker", "recreating dns");
    }

    [Fact]
    public void A_member_whose_restart_failed_because_the_holder_is_gone_is_recreated()
    {
        _pod.Application = _pod.Application! with { State = "exited", Error = NoHolder };
        _pod.Tell(_pod.Application.Id, "kill", "die", "stop");
        _pod.Holder = _pod.New("dns-net") with { State = "running", StartedAt = Pod.At(1.5) };
        _pod.Speaker = _pod.Member("dns-speaker") with { State = "running", StartedAt = Pod.At(2) };
        Heals("recreating dns");
    }

    [Fact]
    public void A_member_that_ended_while_the_holder_was_down_is_started_when_it_is_back()
    {
        _pod.Holder = _pod.Holder! with { State = "exited" };
        _pod.Application = _pod.Application! with { State = "exited", Error = NoNamespace };
        Heals("starting dns-net", "restarting dns-speaker", "starting dns");
    }

    [Fact]
    public void Members_that_a_restart_of_the_daemon_left_behind_are_started()
    {
        _pod.Memory.EngineLost(isAnother: true, _pod.Now);
        _pod.Speaker = _pod.Speaker! with { State = "exited", Error = NoNamespace };
        _pod.Application = _pod.Application! with { State = "exited", Error = NoNamespace };
        Heals("starting dns-speaker", "starting dns");
    }

    [Fact]
    public void A_paused_holder_keeps_its_namespace_and_its_members()
    {
        _pod.Holder = _pod.Holder! with { State = "paused" };
        Heals();
    }

    [Fact]
    public void A_member_that_was_killed_is_started_since_no_stop_was_told()
    {
        _pod.Tell(_pod.Application!.Id, "kill", "die");
        _pod.Application = _pod.Application with { State = "exited" };
        Heals("starting dns");
    }

    [Fact]
    public void Nothing_is_started_for_a_holder_that_docker_restarts_itself()
    {
        _pod.Holder = _pod.Holder! with { State = "restarting" };
        Heals();
    }

    [Fact]
    public void A_holder_that_is_gone_and_was_never_seen_is_for_the_operator()
    {
        (_pod.Holder, _pod.HolderIsKnown) = (null, false);
        Assert.Equal(VerdictKind.Wedged, _pod.SettledVerdict.Kind);
        Assert.Contains("perch up", _pod.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_holder_that_cannot_be_inspected_is_not_one_that_is_gone()
    {
        var seen = _pod.Seen with { Holder = null, HolderIsUnreadable = true, Unreadable = ["dns-net: nil"] };
        var verdict = Reconciler.Decide(seen, _pod.Memory, _pod.Now);
        Assert.Equal(VerdictKind.Wedged, verdict.Kind);
        Assert.Null(verdict.Step);
    }

    [Fact]
    public void A_member_that_cannot_be_inspected_keeps_nobody_from_mending_the_other()
    {
        _pod.Holder = _pod.Holder! with { StartedAt = Pod.At(100) };
        _pod.Speaker = null;
        var seen = _pod.Seen with { Unreadable = ["dns-speaker: RWLayer is nil"] };
        _pod.Memory.Look(seen, _pod.Now);
        _pod.Wait(5);
        var verdict = Reconciler.Decide(seen, _pod.Memory, _pod.Now);
        Assert.Equal("restarting dns", verdict.Step?.What);
        Assert.Contains("dns-speaker: RWLayer is nil", verdict.Notes);
    }

    /// <summary>The steps until nothing is left to do, all of which help.</summary>
    private void Heals(params string[] expected)
    {
        var done = new List<string>();
        while (_pod.SettledVerdict is { Kind: VerdictKind.Heal } verdict && done.Count < 10)
        {
            done.Add(verdict.Step!.What);
            _pod.CarryOut(verdict.Step);
        }

        Assert.Equal(expected, done);
    }
}
