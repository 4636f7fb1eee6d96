using Perch.Model;
using Perch.Speaker.Control;

namespace Perch.Speaker.Commands;

/// <summary>Has the running speaker ask again what closing sockets take with them.</summary>
internal static class RepeatCommand
{
    /// <summary>The longest grace that an application is given to stop.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static int Run(string duration, TimeSpan patience)
    {
        if (!DurationConverter.TryParse(duration, out var time) || time > Longest)
        {
            Output.WriteError($"perch-speaker: repeat --for wants a duration of at most 10m, not '{duration}'\n");
            return ExitCode.Usage;
        }

        return AskCommand.Run(
            new ControlRequest(ControlVerb.Repeat) { Milliseconds = (int)time.TotalMilliseconds }, patience);
    }
}
