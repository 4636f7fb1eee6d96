using System.Globalization;
using Xunit.MicrosoftTestingPlatform;

namespace Perch.Tests.Simulation;

/// <summary><c>seed N</c> plays one seed and tells its last events; <c>seeds FROM TO</c> plays many and tells what they
/// took. Anything else goes to the tests.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["seed", var seed] => SeedCommand.Play(Number(seed)),
        ["seeds", var from, var to] => SeedCommand.PlayAll(Number(from), Number(to)),
        _ => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
