namespace Perch.Tests.Simulation.Routers;

/// <summary>Who is designated router (RFC 2328 9.4).</summary>
internal static class Election
{
    /// <returns>True when the outcome is another.</returns>
    public static bool Hold(RouterInterface link)
    {
        var before = (link.DesignatedRouter, link.BackupDesignatedRouter);
        var wasOne = link.IsDesignated || link.IsBackup;
        Elect(link);
        if (wasOne != (link.IsDesignated || link.IsBackup))
        {
            // Step 4: with our new part in it the outcome may be another.
            Elect(link);
        }

        return before != (link.DesignatedRouter, link.BackupDesignatedRouter);
    }

    private static void Elect(RouterInterface link)
    {
        Candidate[] all =
        [
            .. link.Neighbors.Where(n => n.IsAtLeast(State.TwoWay) && n.Priority > 0).Select(n => new Candidate(
                link.NameOf(n), n.Priority, n.Id.Value, n.DesignatedRouter, n.BackupDesignatedRouter)),
            .. link.Priority == 0 ? [] : new[]
            {
                new Candidate(
                    link.OwnName, link.Priority, link.Router.Id.Value, link.DesignatedRouter,
                    link.BackupDesignatedRouter),
            },
        ];
        var ordinary = all.Where(one => one.Designated != one.Name).ToList();
        var backup = Best(ordinary.Where(one => one.Backup == one.Name)) ?? Best(ordinary);
        var designated = Best(all.Where(one => one.Designated == one.Name)) ?? backup;
        link.DesignatedRouter = designated ?? 0;
        link.BackupDesignatedRouter = backup == designated ? 0 : backup ?? 0;
    }

    private static uint? Best(IEnumerable<Candidate> some) => some
        .OrderByDescending(one => one.Priority).ThenByDescending(one => one.Id)
        .Select(one => (uint?)one.Name).FirstOrDefault();

    private sealed record Candidate(uint Name, byte Priority, uint Id, uint Designated, uint Backup);
}
