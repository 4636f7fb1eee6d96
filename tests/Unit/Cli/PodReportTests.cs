using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Tests.Unit.Cli;

public sealed class PodReportTests
{
    [Theory]
    [InlineData(GateState.Up, true, PodState.Announced)]
    [InlineData(GateState.Falling, true, PodState.Announced)]
    [InlineData(GateState.Up, false, PodState.Up)]
    [InlineData(GateState.Rising, false, PodState.Rising)]
    [InlineData(GateState.Down, false, PodState.Down)]
    [InlineData(GateState.Draining, true, PodState.Draining)]
    [InlineData(GateState.Drained, false, PodState.Drained)]
    public void The_speaker_decides_the_state(GateState gate, bool announced, object state)
    {
        var status = SamplePods.Status(gate, announced);
        Assert.Equal(state, PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(status, null)).State);
    }

    [Fact]
    public void A_pod_of_whose_addresses_one_is_announced_is_partly_there()
    {
        var status = SamplePods.Status(GateState.Down, announced: false) with
        {
            Addresses = [new("172.22.76.109/32", "lo") { Announced = true }, new("fd42::53/128", "lo")],
        };
        Assert.Equal(PodState.Partly, PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(status, null)).State);
    }

    [Fact]
    public void A_pod_without_containers_is_absent_and_asks_for_perch_up()
    {
        var report = PodReport.Of(new FoundPod("dns", "powerdns"), default);
        Assert.Equal(PodState.Absent, report.State);
        Assert.Equal("none of its containers exists: run 'perch up'", Assert.Single(report.Reasons));
    }

    [Fact]
    public void A_speaker_older_than_the_holders_last_start_is_cut_off_whatever_it_says()
    {
        var pod = SamplePods.Whole() with { Holder = SamplePods.Holder("2026-01-01T00:05:00Z") };
        var report = PodReport.Of(pod, new SpeakerAnswer(SamplePods.Status(GateState.Up, announced: true), null));
        Assert.Equal(PodState.CutOff, report.State);
        Assert.StartsWith("dns-powerdns-speaker-1 is still in the", report.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_a_holder_that_is_gone_must_be_recreated()
    {
        var pod = SamplePods.Whole() with { Speaker = SamplePods.Member("dns-powerdns-speaker-1", holder: "gone") };
        var report = PodReport.Of(pod, default);
        Assert.Equal(PodState.CutOff, report.State);
        Assert.Contains("dns-powerdns-speaker-1 belongs to a holder that is gone: run 'perch up'", report.Reasons);
    }

    [Theory]
    [InlineData("exited", "app-1 has ended (exit code 1): see 'docker logs app-1'")]
    [InlineData("restarting", "app-1 ends again and again (exit code 1, 7 restarts): see 'docker logs app-1'")]
    [InlineData("paused", "app-1 is paused: 'docker unpause app-1'")]
    [InlineData("created", "app-1 was created and never started: run 'perch up'")]
    public void An_application_that_does_not_run_is_a_reason(string state, string reason)
    {
        var pod = SamplePods.Whole() with { Application = SamplePods.Member("app-1", state) };
        var report = PodReport.Of(pod, new SpeakerAnswer(SamplePods.Status(GateState.Down, announced: false), null));
        Assert.Equal(reason, Assert.Single(report.Reasons));
    }

    [Fact]
    public void A_speaker_that_does_not_answer_is_silent_and_quoted()
    {
        var report = PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(null, "speaker-1 does not answer: no socket"));
        Assert.Equal(PodState.Silent, report.State);
        Assert.Equal("speaker-1 does not answer: no socket", Assert.Single(report.Reasons));
    }
}
