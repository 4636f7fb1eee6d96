using System.Text.Json.Nodes;
using Perch.Agent.Journal;

namespace Perch.Tests.Unit.Agent.Journal;

/// <summary>What a crash leaves in the journal is found at the next start, as far as it came.</summary>
public sealed class OperationJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perch-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_operation_that_did_not_end_is_found_with_all_its_steps()
    {
        using (var operation = Begin())
        {
            operation.Step("stop", new JsonObject { ["id"] = "old" });
            operation.Step("start");
        }

        var left = Assert.Single(OperationJournal.Open(_folder).Unfinished());
        Assert.Equal(("recreate-member", "dns", "powerdns"), (left.Head.Kind, left.Head.Project, left.Head.Service));
        Assert.Equal("dns-powerdns-1", (string?)left.Head.Facts["container"]);
        Assert.Equal(["stop", "start"], left.Steps.Select(step => step.Name));
        Assert.Equal("old", (string?)left.Steps[0].Data!["id"]);
        Assert.True(left.HasStep("stop"));
        Assert.False(left.HasStep("rename"));
    }

    [Fact]
    public void An_operation_that_ended_leaves_nothing()
    {
        using (var operation = Begin())
        {
            operation.Step("stop");
            operation.End();
        }

        Assert.Empty(OperationJournal.Open(_folder).Unfinished());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_disk_that_takes_nothing_keeps_no_operation_from_being_carried_out()
    {
        var journal = OperationJournal.Open(Path.Combine(_folder, "journal"));
        Directory.Delete(Path.Combine(_folder, "journal"));
        using var operation = journal.Begin("recreate-member", "dns", "powerdns", new JsonObject());
        operation.Step("stop");
        operation.End();
        Assert.True(operation.HasEnded);
        Assert.Empty(journal.Unfinished());
    }

    [Fact]
    public void What_is_left_goes_on_under_the_same_file_and_ends_there()
    {
        Begin().Dispose();
        var journal = OperationJournal.Open(_folder);
        using (var left = Assert.Single(journal.Unfinished()))
        {
            left.Step("undo");
            Assert.Equal("undo", OperationJournal.Open(_folder).Unfinished()[0].Steps[0].Name);
            left.End();
        }

        Assert.Empty(journal.Unfinished());
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_new_operation_never_takes_the_file_of_one_that_is_left()
    {
        Begin().Dispose();
        Begin().Dispose();
        Assert.Equal(2, OperationJournal.Open(_folder).Unfinished().Count);
    }

    [Fact]
    public void A_crash_at_any_byte_loses_at_most_the_step_that_was_not_begun()
    {
        using (var operation = Begin())
        {
            operation.Step("stop");
            operation.Step("start");
        }

        var file = Assert.Single(Directory.GetFiles(_folder));
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            var left = OperationJournal.Open(_folder).Unfinished();
            var lines = whole[..length].Count(letter => letter == '\n');
            var complete = length == whole.Length || whole[length] == '\n' ? 1 : 0;
            var expected = Math.Min(3, lines + complete);
            Assert.Equal(expected, left.Count == 0 ? 0 : 1 + left[0].Steps.Count);
        }
    }

    [Fact]
    public void A_step_after_a_torn_line_is_not_swallowed_by_it()
    {
        Begin().Dispose();
        var file = Assert.Single(Directory.GetFiles(_folder));
        File.AppendAllText(file, """{"step":"sto""");

        using (var left = Assert.Single(OperationJournal.Open(_folder).Unfinished()))
        {
            left.Step("undo");
        }

        Assert.Equal(["undo"], OperationJournal.Open(_folder).Unfinished()[0].Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_file_that_is_no_operation_is_set_aside_and_not_thrown_away()
    {
        File.WriteAllText(Path.Combine(_folder, "0000000007.jsonl"), """{"kind":7}""" + "\n");
        var journal = OperationJournal.Open(_folder);
        Assert.Empty(journal.Unfinished());
        Assert.EndsWith(".unreadable", Assert.Single(Directory.GetFiles(_folder)), StringComparison.Ordinal);
    }

    private Operation Begin() => OperationJournal.Open(_folder).Begin(
        "recreate-member", "dns", "powerdns", new JsonObject { ["container"] = "dns-powerdns-1" });
}
