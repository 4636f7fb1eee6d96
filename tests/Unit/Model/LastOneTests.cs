using Perch.Model.Status;
using Perch.Tests.Unit.Cli;

namespace Perch.Tests.Unit.Model;

public sealed class LastOneTests
{
    private static readonly AnnouncerStatus Other = new()
    {
        RouterId = "10.9.9.9",
        Form = "stub link",
        Metric = 10,
        For = TimeSpan.FromMinutes(1),
    };

    [Fact]
    public void The_last_one_is_said_to_be_the_last_one()
    {
        Assert.Equal(
            "no other router announces 172.22.76.109/32: nobody would answer it any more; announce it from another "
                + "host first, or add --force",
            Objection(Knowledge.Complete));
        Assert.Contains(
            "(10.9.9.9 does so with the largest metric, on its way off)",
            Objection(Knowledge.Complete, Other with { Depreferred = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_known_is_said_to_be_unknown()
    {
        Assert.Contains("cannot be known (because)", Objection(Knowledge.Partial), StringComparison.Ordinal);
        Assert.Contains("cannot be known (because)", Objection(Knowledge.Unknown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Knowledge.Complete)]
    [InlineData(Knowledge.Partial)]
    [InlineData(Knowledge.Unknown)]
    public void With_another_one_there_is_no_objection(Knowledge knowledge) => Assert.Null(Objection(knowledge, Other));

    [Theory]
    [InlineData(GateState.Down)]
    [InlineData(GateState.Rising)]
    [InlineData(GateState.Draining)]
    [InlineData(GateState.Drained)]
    public void What_is_not_announced_anyway_takes_nothing_away(GateState state) =>
        Assert.Null(LastOne.Objection(SamplePods.Status(state, announced: false)));

    private static string? Objection(Knowledge knowledge, params AnnouncerStatus[] others)
    {
        var status = SamplePods.Status(GateState.Up, announced: true);
        return LastOne.Objection(status with
        {
            Addresses =
            [
                status.Addresses[0] with
                {
                    Knowledge = knowledge,
                    KnowledgeReason = knowledge is Knowledge.Complete ? null : "because",
                    AlsoAnnouncedBy = others,
                },
            ],
        });
    }
}
