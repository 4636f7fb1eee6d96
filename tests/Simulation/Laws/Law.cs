using System.Runtime.CompilerServices;

namespace Perch.Tests.Simulation.Laws;

/// <summary>How a law is told: with its name and the sentence of its breach.</summary>
internal static class Law
{
    public static void Holds(
        bool holds, string law, [InterpolatedStringHandlerArgument(nameof(holds))] LawText sentence)
    {
        if (!holds)
        {
            throw new LawBrokenException(law, sentence.ToString());
        }
    }
}
