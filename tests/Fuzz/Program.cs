using System.Runtime.CompilerServices;
using Perch.Tests.Fuzz.Engine;
using Xunit.MicrosoftTestingPlatform;

namespace Perch.Tests.Fuzz;

/// <summary>
/// <c>instrument</c> is the last step of the build. <c>run TARGET EXECUTIONS [SEED]</c> fuzzes, <c>all EXECUTIONS
/// [SECONDS [SEED]]</c> everything in turns, <c>replay TARGET FILE…</c> plays inputs again, <c>minimise TARGET</c>
/// keeps the smallest corpus that covers as much. Anything else goes to the tests.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args is ["instrument"] ? Instrumentation.Run()
        : args is ["run" or "all" or "replay" or "minimise", _, ..] ? Command(args)
        : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);

    /// <summary>Apart, so that nothing of Perch.Routing is loaded while it is being instrumented.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Command(string[] args) => FuzzCommand.Run(args);
}
