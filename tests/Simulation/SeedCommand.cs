namespace Perch.Tests.Simulation;

/// <summary>The simulator by hand.</summary>
internal static class SeedCommand
{
    public static int Play(int seed)
    {
        var story = Story.Of(seed);
        Console.WriteLine(story.Text);
        return story.IsBroken ? 1 : 0;
    }

    public static int PlayAll(int from, int to)
    {
        var tally = new Tally();
        tally.PlayAll(from, to);
        Console.WriteLine(tally);
        return tally.Broken.Count;
    }
}
