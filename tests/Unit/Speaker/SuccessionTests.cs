using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Routing.Ospf;
using Perch.Speaker;
using Perch.Speaker.State;

namespace Perch.Tests.Unit.Speaker;

public sealed class SuccessionTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    [Fact]
    public void What_was_handed_over_stays_until_a_stated_time()
    {
        var succession = Of(leftAgo: 1.5)!;
        Assert.Equal((HandOverState.Waiting, 105), (succession.State, succession.End.TotalSeconds));
        Assert.Equal(
            "a speaker handed over 1.5 s ago: what it announced stays until the service has proven itself, for 5 s at "
                + "most",
            succession.Said);
    }

    [Fact]
    public void Proof_takes_it_over()
    {
        var succession = Of(leftAgo: 1)!;
        succession.Proven(TimeSpan.FromSeconds(100.5));
        Assert.Equal(HandOverState.TakenOver, succession.State);
        Assert.StartsWith(
            "took over: the service has proven itself 1.5 s after", succession.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_proof_it_is_withdrawn_and_the_reason_is_said()
    {
        var late = Of(leftAgo: 1)!;
        late.Expired();
        Assert.Equal((HandOverState.Withdrawn, false), (late.State, late.IsWaiting));
        Assert.Contains("not proven itself within 5 s", late.Said, StringComparison.Ordinal);
        var dead = Of(leftAgo: 1)!;
        dead.Refuted("nothing listens on udp/53 yet");
        Assert.Contains("failed: nothing listens on udp/53 yet; what", dead.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9.9, true)]
    [InlineData(10.1, false)]
    [InlineData(-1, false)]
    public void Only_within_the_dead_interval_of_the_routers(double leftAgo, bool isOne) =>
        Assert.Equal(isOne, Of(leftAgo) is not null);

    [Fact]
    public void A_speaker_that_was_not_told_to_hand_over_has_no_successor() =>
        Assert.Null(Succession.Of(new SpeakerMemory { Links = [Link(99)] }, TimeSpan.FromSeconds(100), Lease));

    private static Succession? Of(double leftAgo)
    {
        var left = 100 - leftAgo;
        var memory = new SpeakerMemory { HandedOverAt = TimeSpan.FromSeconds(left), Links = [Link(left)] };
        return Succession.Of(memory, TimeSpan.FromSeconds(100), Lease);
    }

    private static RememberedLink Link(double at) => new()
    {
        Subnet = "172.18.3.0/24",
        At = TimeSpan.FromSeconds(at),
        Area = "0.0.0.0",
        AreaType = AreaType.Normal,
        NetworkType = NetworkType.Broadcast,
        Hello = TimeSpan.FromSeconds(1),
        Dead = TimeSpan.FromSeconds(10),
        DesignatedRouter = "172.18.3.1",
        Neighbors = [],
    };
}
