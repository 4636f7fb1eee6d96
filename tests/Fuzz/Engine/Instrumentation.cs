using SharpFuzz;

namespace Perch.Tests.Fuzz.Engine;

/// <summary>Lets SharpFuzz write a counter into every branch of the Perch.Routing and Perch.Linux beside this program;
/// not into the hash functions, which take the same way whatever the bytes.</summary>
internal static class Instrumentation
{
    private const string Hashes = "Perch.Routing.Ospf.Authentication.Hashes.";

    private static readonly string[] Assemblies = ["Perch.Routing.dll", "Perch.Linux.dll"];

    public static int Run()
    {
        foreach (var assembly in Assemblies)
        {
            Instrument(assembly);
        }

        return 0;
    }

    private static void Instrument(string assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly);
        try
        {
            var types = SharpFuzz.Fuzzer
                .Instrument(path, type => !type.StartsWith(Hashes, StringComparison.Ordinal), Options.Value).Count();
            Console.WriteLine($"{assembly}: {types} types instrumented");
        }
        catch (InstrumentationException already) when (already.Message.Contains("already"))
        {
            Console.WriteLine($"{assembly}: instrumented before");
        }
    }
}
