using System.Text.Json;
using Perch.Speaker.Control;

namespace Perch.Speaker.Commands;

/// <summary>Passes one request to the running speaker and prints what it says.</summary>
internal static class AskCommand
{
    public static int Run(ControlVerb verb, TimeSpan patience) => Run(new ControlRequest(verb), patience);

    public static int Run(ControlRequest request, TimeSpan patience)
    {
        if (ControlClient.Ask(request, patience, out var problem) is not { } line
            || JsonSerializer.Deserialize(line, ControlJson.Default.ControlAnswer) is not { } answer)
        {
            Output.WriteError($"perch-speaker: {problem}\n");
            return ExitCode.Failed;
        }

        if (answer.Done)
        {
            Output.Write(answer.Said + "\n");
            return ExitCode.Done;
        }

        Output.WriteError(answer.Said + "\n");
        return answer.Refused ? ExitCode.Refused : ExitCode.Failed;
    }
}
