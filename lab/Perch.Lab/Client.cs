using System.Globalization;
using System.Text.RegularExpressions;

namespace Perch.Lab;

/// <summary>Somebody in the network who asks name servers.</summary>
public sealed partial class Client(Machine machine)
{
    public Machine Machine => machine;

    /// <summary>One question; the answer as <c>dig +short</c> prints it, empty when there was none.</summary>
    public async Task<string> AskAsync(
        string server, string name, string type, CancellationToken cancellationToken)
    {
        var answer = await machine.RunAsync(
            $"dig +short +time=1 +tries=1 @{server} {name} {type}", cancellationToken);
        return answer.Success ? answer.Output.Trim() : "";
    }

    /// <summary>Asks at a steady rate and counts what stays without an answer for a second.</summary>
    public async Task<LoadResult> LoadAsync(
        string server, string question, int perSecond, TimeSpan length, CancellationToken cancellationToken)
    {
        await machine.WriteAsync("/root/questions", question + "\n", cancellationToken);
        var report = await machine.DoAsync(
            $"dnsperf -s {server} -d /root/questions -Q {perSecond} -l {length.TotalSeconds} -t 1 -c 50 -q 30000",
            cancellationToken);
        return new LoadResult(Number(Sent().Match(report)), Number(Lost().Match(report)));
    }

    private static int Number(Match match) => match.Success
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new LabException("dnsperf reported no figures");

    [GeneratedRegex(@"Queries sent:\s+(\d+)")]
    private static partial Regex Sent();

    [GeneratedRegex(@"Queries lost:\s+(\d+)")]
    private static partial Regex Lost();
}

/// <summary>How many questions were sent, and how many of them stayed without an answer.</summary>
public readonly record struct LoadResult(int Sent, int Lost);
