using Perch.Agent.Events;

namespace Perch.Tests.Unit.Agent.Events;

/// <summary>What happened is there for the next agent, and never grows without end.</summary>
public sealed class EventLogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("perch-events-").FullName;
    private readonly StoppedTime _time = new(Noon);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_one_agent_wrote_the_next_one_reads()
    {
        var told = Healed("dns-powerdns-1: restarted") with { Took = TimeSpan.FromMilliseconds(1250), Container = "c" };
        using (var log = Open())
        {
            log.Add(told);
        }

        using var next = Open();
        Assert.Equal([told], next.Read(new EventQuery()));
    }

    [Fact]
    public void A_line_that_a_crash_cut_short_spoils_neither_the_one_before_nor_the_one_after()
    {
        using (var log = Open())
        {
            log.Add(Healed("before"));
        }

        File.AppendAllText(Path.Combine(_folder, "events.jsonl"), "{\"at\":\"2026-11-2");
        using var next = Open();
        next.Add(Healed("after"));
        Assert.Equal(["before", "after"], next.Read(new EventQuery()).Select(what => what.Sentence));
    }

    [Fact]
    public void The_files_take_turns_and_stay_within_twice_the_limit()
    {
        const int Limit = 2000;
        using var log = Open(Limit);
        for (var i = 0; i < 200; i++)
        {
            log.Add(Healed($"number {i}"));
        }

        var size = Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length);
        Assert.InRange(size, Limit / 2, (2 * Limit) + 300);
        Assert.Equal("number 199", log.Read(new EventQuery { Last = 1 }).Single().Sentence);
    }

    [Fact]
    public void What_is_older_than_the_limit_is_not_told()
    {
        using var log = Open();
        log.Add(Healed("long ago") with { At = Noon - EventLimits.Default.Age - TimeSpan.FromSeconds(1) });
        log.Add(Healed("today"));
        Assert.Equal(["today"], log.Read(new EventQuery()).Select(what => what.Sentence));
    }

    [Fact]
    public void A_question_for_one_service_since_a_time_gets_that_alone()
    {
        using var log = Open();
        log.Add(Healed("earlier"));
        log.Add(Healed("another's") with { Service = "web", At = Noon.AddMinutes(2) });
        log.Add(Healed("ours") with { At = Noon.AddMinutes(2) });
        var query = new EventQuery { Service = "powerdns", Since = Noon.AddMinutes(1) };
        Assert.Equal(["ours"], log.Read(query).Select(what => what.Sentence));
    }

    [Fact]
    public void A_disk_that_takes_nothing_is_counted_and_stops_nobody()
    {
        using var log = Open();
        Directory.CreateDirectory(Path.Combine(_folder, "events.jsonl"));
        log.Add(Healed("lost"));
        Assert.Equal(1, log.Lost);
        Directory.Delete(Path.Combine(_folder, "events.jsonl"));
        log.Add(Healed("kept"));
        Assert.Equal(["kept"], log.Read(new EventQuery()).Select(what => what.Sentence));
    }

    [Fact]
    public async Task Who_follows_sees_the_past_and_then_what_happens()
    {
        using var log = Open();
        var feed = new EventFeed();
        var fan = new EventFan(log, feed);
        fan.Add(Healed("past"));
        var query = new EventQuery { Service = "powerdns" };
        await using var events = feed
            .FollowAsync(() => log.Read(query), query, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("past", events.Current.Sentence);
        var next = events.MoveNextAsync();
        fan.Add(Healed("another's") with { Service = "web" });
        fan.Add(Healed("now"));
        Assert.True(await next);
        Assert.Equal("now", events.Current.Sentence);
    }

    [Fact]
    public async Task What_was_written_down_and_is_told_only_now_comes_once()
    {
        var feed = new EventFeed();
        var token = TestContext.Current.CancellationToken;
        await using var events = feed.FollowAsync(() => [Healed("once")], new EventQuery(), token)
            .GetAsyncEnumerator(token);
        Assert.True(await events.MoveNextAsync());
        feed.Add(Healed("once"));
        feed.Add(Healed("next"));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("next", events.Current.Sentence);
    }

    private EventLog Open(long bytes = 1_000_000) =>
        new(_folder, EventLimits.Default with { FileBytes = bytes }, _time);

    private static PodEvent Healed(string sentence) => new()
    {
        At = Noon,
        Project = "dns",
        Service = "powerdns",
        Kind = PodEventKind.Healed,
        Sentence = sentence,
    };

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
