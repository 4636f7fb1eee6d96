using Perch.Linux;
using Perch.Model;
using Perch.Speaker.Config;
using Perch.Speaker.Control;
using Perch.Speaker.Interfaces;
using Perch.Speaker.State;

namespace Perch.Speaker.Commands;

/// <summary>Starts the speaker, or says everything that keeps it from starting.</summary>
internal static class RunCommand
{
    /// <summary>Set to "debug", it makes the log say more.</summary>
    private const string LogVariable = "PERCH_LOG";

    public static int Run()
    {
        var problems = new List<string>();
        var plan = ConfigReader.Read(Environment.GetEnvironmentVariable(PodNames.ConfigVariable), problems);
        if (plan is null)
        {
            Output.WriteError(string.Concat(problems.Select(problem => $"error {problem}\n")));
            return ExitCode.Usage;
        }

        try
        {
            Run(plan);
            return ExitCode.Done;
        }
        catch (FormatException failure)
        {
            Output.WriteError($"error {failure.Message}\n");
            return ExitCode.Usage;
        }
        catch (KernelException failure)
        {
            Output.WriteError($"error {failure.Message}\n");
            return ExitCode.Failed;
        }
    }

    private static void Run(SpeakerPlan plan)
    {
        var debug = Environment.GetEnvironmentVariable(LogVariable) == "debug";
        var log = new Log(debug ? Severity.Debug : Severity.Information);
        var addresses = string.Join(" and ", plan.Prefixes);
        log.Write($"perch-speaker {PerchVersion.Current} for {plan.Config.Pod}: {addresses}");
        var control = ControlServer.Listen(PodNames.ControlSocket, out var problem);
        var state = new StateFile(PodNames.StateDirectory, StateFile.ReadBootId());
        state.Load();
        foreach (var sentence in new[] { problem, state.Problem }.OfType<string>())
        {
            log.Write(Severity.Warning, sentence);
        }

        foreach (var (version, ring) in plan.Keyrings)
        {
            var now = WallClock.UnixSeconds;
            log.Write($"OSPFv{(int)version} packets are sealed with {ring.ToSend(now)}");
            foreach (var sentence in KeyTimes.Warnings(version, ring, now))
            {
                log.Write(Severity.Warning, sentence);
            }
        }

        using var speaker = new Speaker(plan, state, control, log);
        speaker.Run();
    }
}
