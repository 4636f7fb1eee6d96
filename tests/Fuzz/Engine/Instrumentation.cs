using SharpFuzz;

namespace Perch.Tests.Fuzz.Engine;

/// <summary>Lets SharpFuzz write a counter into every branch of the Perch.Routing beside this program.</summary>
internal static class Instrumentation
{
    private const string Assembly = "Perch.Routing.dll";

    public static int Run()
    {
        var path = Path.Combine(AppContext.BaseDirectory, Assembly);
        try
        {
            var types = SharpFuzz.Fuzzer.Instrument(path, _ => true, Options.Value).Count();
            Console.WriteLine($"{Assembly}: {types} types instrumented");
        }
        catch (InstrumentationException already) when (already.Message.Contains("already"))
        {
            Console.WriteLine($"{Assembly}: instrumented before");
        }

        return 0;
    }
}
