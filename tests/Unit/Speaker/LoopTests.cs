using Perch.Linux;
using Perch.Speaker;

namespace Perch.Tests.Unit.Speaker;

public sealed class LoopTests
{
    [Fact]
    public void What_has_run_out_acts_before_what_has_arrived_is_taken_and_what_is_due_after_it()
    {
        using var loop = new Loop();
        var order = new List<string>();
        loop.Add(new Timed { Expiry = BootClock.Now, Passed = timed => order.Add($"ran out {timed.Expiry = null}") });
        loop.Add(new Timed { Deadline = BootClock.Now, Passed = timed => order.Add($"due {timed.Deadline = null}") });
        loop.Inbox.Post(() => order.Add("arrived"));
        loop.Inbox.Post(loop.End);
        loop.Run();
        Assert.Equal(["ran out ", "arrived", "due "], order);
    }

    private sealed class Timed : ITimed
    {
        public TimeSpan? Deadline { get; set; }

        public TimeSpan? Expiry { get; set; }

        public required Action<Timed> Passed { get; init; }

        public void TimePassed(TimeSpan now) => Passed(this);
    }
}
