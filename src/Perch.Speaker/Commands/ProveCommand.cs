using System.Globalization;
using System.Text.Json;
using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Control;
using Perch.Speaker.Gate;
using Perch.Speaker.Proving;

namespace Perch.Speaker.Commands;

/// <summary>Has the running speaker prove that every socket of the service answers.</summary>
internal static class ProveCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>For what is not the proof itself.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public static int Run(ReadOnlySpan<string> options)
    {
        if (!TryRead(options, out var demand, out var json, out var wrong))
        {
            Output.WriteError($"perch-speaker: {wrong}; perch-speaker --help lists all\n");
            return ExitCode.Usage;
        }

        var request = new ControlRequest(ControlVerb.Prove) { Proof = demand };
        var patience = TimeSpan.FromMilliseconds(demand.Milliseconds) + Margin;
        if (ControlClient.Ask(request, patience, out var problem) is not { } line)
        {
            Output.WriteError($"perch-speaker: {problem}\n");
            return ExitCode.Failed;
        }

        if (Proof(line) is not { } proof)
        {
            var answer = JsonSerializer.Deserialize(line, ControlJson.Default.ControlAnswer);
            Output.WriteError($"perch-speaker: {answer?.Said}\n");
            return ExitCode.Failed;
        }

        Print(proof, line, json);
        return proof.Proven ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>"2" for every port, "udp/53=6,tcp/53=2" for some.</summary>
    internal static bool TryRead(
        ReadOnlySpan<string> options, out ProofDemand demand, out bool json, out string? wrong)
    {
        var (sockets, looks, timeout) = (1, (int?)null, TimeSpan.FromSeconds(10));
        Dictionary<string, int>? byPort = null;
        (json, wrong) = (false, null);
        for (var i = 0; i < options.Length && wrong is null; i++)
        {
            var value = i + 1 < options.Length ? options[i + 1] : "";
            var number = 0;
            switch (options[i])
            {
                case "--json":
                    json = true;
                    continue;
                case "--listeners" when TryNumber(value, 64, out number):
                    sockets = number;
                    break;
                case "--listeners" when TryPorts(value, out byPort):
                    break;
                case "--looks" when TryNumber(value, ProofDemand.MostLooks, out number):
                    looks = number;
                    break;
                case "--timeout" when DurationConverter.TryParse(value, out timeout) && timeout <= Longest:
                    break;
                default:
                    wrong = $"prove cannot read '{options[i]} {value}'";
                    break;
            }

            i++;
        }

        demand = new ProofDemand(sockets, byPort, looks, (int)timeout.TotalMilliseconds);
        return wrong is null;
    }

    private static bool TryPorts(string text, out Dictionary<string, int>? ports)
    {
        ports = [];
        foreach (var part in text.Split(','))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !TryNumber(part[(at + 1)..], 64, out var number))
            {
                return false;
            }

            ports[part[..at]] = number;
        }

        return true;
    }

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number > 0 && number <= most;

    private static ProofStatus? Proof(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ModelJson.Default.ProofStatus);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Print(ProofStatus proof, byte[] line, bool json)
    {
        if (json)
        {
            Output.Write(line);
            return;
        }

        var ports = string.Concat(proof.Listeners.Select(
            port => $"{port.Name} has {Spoken.Count(port.Sockets, "socket")}, "));
        var text = $"{(proof.Proven ? "proven" : "not proven")}: {ports}{proof.Passed} of {proof.Looks} looks passed "
            + $"in {Spoken.Duration(proof.Took)}\n";
        Output.Write(text);
        Output.WriteError(string.Concat(proof.Failures.Select(failure => $"  {failure}\n")));
    }
}
