using Perch.Linux;

namespace Perch.Tests.Unit.Linux;

public sealed class PollerTests
{
    private readonly Poller _poller = new();

    [Fact]
    public void A_watch_is_called_when_its_descriptor_is_ready()
    {
        using var inbox = new Inbox(1);
        var seen = Readiness.None;
        using var watch = _poller.Add(inbox.Descriptor, Readiness.Readable, ready => seen = ready);

        inbox.Post(() => { });
        _poller.Wait(TimeSpan.FromSeconds(5));

        Assert.Equal(Readiness.Readable, seen);
    }

    [Fact]
    public void A_round_without_anything_ready_ends_at_its_timeout()
    {
        using var inbox = new Inbox(1);
        using var watch = _poller.Add(inbox.Descriptor, Readiness.Readable, _ => Assert.Fail("nothing was ready"));

        var before = BootClock.Now;
        _poller.Wait(TimeSpan.FromMilliseconds(2.5));

        Assert.InRange(BootClock.Now - before, TimeSpan.FromMilliseconds(2.5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_watch_disposed_in_a_round_is_not_called_in_it()
    {
        using var inbox = new Inbox(1);
        var calls = 0;
        Watch? first = null, second = null;
        first = _poller.Add(inbox.Descriptor, Readiness.Readable, _ => { calls++; second!.Dispose(); });
        second = _poller.Add(inbox.Descriptor, Readiness.Readable, _ => { calls++; first.Dispose(); });

        inbox.Post(() => { });
        _poller.Wait(TimeSpan.FromSeconds(5));

        Assert.Equal(1, calls);
        first.Dispose();
    }

    [Fact]
    public async Task Another_thread_wakes_the_loop_through_the_inbox()
    {
        using var inbox = new Inbox(8);
        var ran = false;
        using var watch = _poller.Add(inbox.Descriptor, Readiness.Readable, _ => inbox.Drain());

        var post = Task.Run(() => inbox.Post(() => ran = true), TestContext.Current.CancellationToken);
        _poller.Wait(TimeSpan.FromSeconds(5));

        Assert.True(await post);
        Assert.True(ran);
    }

    [Fact]
    public void A_full_inbox_refuses()
    {
        using var inbox = new Inbox(1);
        Assert.True(inbox.Post(() => { }));
        Assert.False(inbox.Post(() => { }));
        inbox.Drain();
        Assert.True(inbox.Post(() => { }));
    }
}
