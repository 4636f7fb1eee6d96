using Perch.Routing.Ospf;

namespace Perch.Tests.Interop.Hostile;

/// <summary>Routers on the link that misbehave under their own name: the real one does not feel it.</summary>
[Collection(SiegeTurns.Name)]
public sealed class OddNeighborTests(Siege siege)
{
    public static TheoryData<int> Versions => Siege.Versions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropTheory]
    [MemberData(nameof(Versions))]
    public async Task One_that_restarts_in_every_state_is_Full_in_the_end(int version)
    {
        await siege.Ready();
        using (var rogue = new Rogue(siege, (OspfVersion)version, Enum.GetValues<Step>()))
        {
            Assert.True(await Command.Eventually(() => rogue.IsDone, 40, Token), $"{siege.Pod.Speaker}");
            await siege.IsUnharmed();
        }
    }

    [InteropFact]
    public async Task One_that_never_acknowledges_is_sent_the_same_every_five_seconds()
    {
        await siege.Ready();
        using (var rogue = new Rogue(siege, OspfVersion.V2) { Acknowledges = false })
        {
            Assert.True(await Command.Eventually(() => rogue.IsDone, 15, Token), $"{siege.Pod.Speaker}");
            var before = rogue.Updates;
            await Command.Eventually(() => false, 4, Token);
            Assert.InRange(rogue.Updates - before, 0, 4);
            Assert.True(siege.Pod.HasRoute);
        }

        await siege.IsAlone();
    }

    [InteropTheory]
    [MemberData(nameof(Versions))]
    public async Task A_second_designated_router_takes_nothing_from_the_first(int version)
    {
        await siege.Ready();
        using (new Rogue(siege, (OspfVersion)version) { ClaimsDesignated = true })
        {
            await Command.Eventually(() => false, 2, Token);
            await siege.IsUnharmed();
        }
    }

    [InteropTheory]
    [MemberData(nameof(Versions))]
    public async Task One_that_says_the_link_is_of_another_type_is_not_believed(int version)
    {
        await siege.Ready();
        using (var rogue = new Rogue(siege, (OspfVersion)version) { SaysPointToPoint = true })
        {
            Assert.True(await Command.Eventually(() => rogue.IsDone, 15, Token), $"{siege.Pod.Speaker}");
            await siege.IsUnharmed();
            Assert.All(siege.Pod.Speaker.WholeStatus()!.Ospf, ospf => Assert.Equal("broadcast", ospf.NetworkType));
        }
    }

    [InteropFact]
    public async Task A_trap_of_another_MTU_catches_nobody_else()
    {
        await siege.Ready();
        using (new Rogue(siege, OspfVersion.V2) { Mtu = 9000 })
        {
            await siege.Pod.Says("172.30.9.66", "9000", "1500");
            await siege.IsUnharmed();
        }
    }
}
