using System.Text.Json;
using Perch.Model;
using Perch.Speaker.Control;

namespace Perch.Speaker.Commands;

/// <summary>Prints what the running speaker says of itself: for people, or its JSON as it is.</summary>
internal static class StatusCommand
{
    public static int Run(bool json, TimeSpan patience)
    {
        if (ControlClient.Ask(new ControlRequest(ControlVerb.Status), patience, out var problem) is not { } line)
        {
            Output.WriteError($"perch-speaker: {problem}\n");
            return ExitCode.Failed;
        }

        if (json)
        {
            Output.Write(line);
        }
        else
        {
            Output.Write(StatusText.Write(JsonSerializer.Deserialize(line, ModelJson.Default.SpeakerStatus)!));
        }

        return ExitCode.Done;
    }
}
