using System.Globalization;
using System.Text.RegularExpressions;

namespace Perch.Lab;

/// <summary>Somebody in the network who asks name servers.</summary>
public sealed partial class Client(Machine machine)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

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
        return Read(report);
    }

    /// <summary>The same for as long as the caller wants, and no longer than <paramref name="most"/>.</summary>
    public async Task<Load> StartLoadAsync(
        string server, string question, int perSecond, TimeSpan most, CancellationToken cancellationToken)
    {
        // The shell becomes the program, so that this is its number.
        const string number = "/root/load.pid";
        await machine.DoAsync($"rm -f {number}", cancellationToken);
        await machine.WriteAsync("/root/questions", question + "\n", cancellationToken);
        var asking = machine.RunAsync(
            $"echo $$ >{number}; exec dnsperf -s {server} -d /root/questions -Q {perSecond} -l {most.TotalSeconds} "
            + "-t 1 -c 50 -q 30000",
            cancellationToken);
        await Until.SoAsync(
            "somebody who asks", StartLimit, async token => (await machine.RunAsync(
                $"test -s {number} && grep -q dnsperf /proc/$(cat {number})/cmdline", token)).Success,
            cancellationToken);
        return new Load(machine, number, asking);
    }

    internal static LoadResult Read(string report) => new(Number(Sent().Match(report)), Number(Lost().Match(report)));

    private static int Number(Match match) => match.Success
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : throw new LabException("dnsperf reported no figures");

    [GeneratedRegex(@"Queries sent:\s+(\d+)")]
    private static partial Regex Sent();

    [GeneratedRegex(@"Queries lost:\s+(\d+)")]
    private static partial Regex Lost();
}

/// <summary>Questions that go on.</summary>
public sealed class Load(Machine machine, string number, Task<CommandResult> asking) : IAsyncDisposable
{
    /// <summary>Asks no more; what waits for its answer then is not counted.</summary>
    public async Task<LoadResult> EndAsync(CancellationToken cancellationToken)
    {
        if (asking.IsCompleted)
        {
            throw new LabException($"the load ended by itself: {(await asking).OrThrow()}");
        }

        await machine.DoAsync($"kill -s INT $(cat {number})", cancellationToken);
        return Client.Read((await asking.WaitAsync(cancellationToken)).Output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!asking.IsCompleted)
        {
            await machine.RunAsync($"kill $(cat {number})", CancellationToken.None);
        }
    }
}

/// <summary>How many questions were sent, and how many of them stayed without an answer.</summary>
public readonly record struct LoadResult(int Sent, int Lost);
