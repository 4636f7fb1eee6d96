using Perch.Tests.Simulation.Mutations;

namespace Perch.Tests.Simulation;

/// <summary>What happened in the run of a seed, for a reader: the last events, and how it ended.</summary>
internal sealed record Story(bool IsBroken, string Text)
{
    private const int LastEvents = 400;

    public static Story Of(int seed, Mutation? mutation = null)
    {
        var lines = new Queue<string>();
        try
        {
            var course = Course.Run(seed, mutation, Tell);
            Tell($"nothing wrong: {course.Simulated.TotalHours:0.00} h, at rest after {course.Rested.TotalSeconds} s");
            return new Story(false, string.Join('\n', lines));
        }
        catch (Exception failure)
        {
            Tell($"{failure}");
            return new Story(true, string.Join('\n', lines));
        }

        void Tell(string line)
        {
            lines.Enqueue(line);
            if (lines.Count > LastEvents)
            {
                lines.Dequeue();
            }
        }
    }
}
