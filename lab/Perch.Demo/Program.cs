using System.Diagnostics;
using System.Runtime.InteropServices;
using Perch.Demo;
using Perch.Lab;

if (args is ["--down"])
{
    var count = await AnycastNetwork.TakeDownKeptAsync();
    Console.WriteLine(count == 0 ? "No demonstration is up." : "The demonstration is gone.");
    return 0;
}

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var keep = args is ["--keep"];
var colors = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
var stage = new Stage(Console.Out, colors);
var since = Stopwatch.GetTimestamp();
try
{
    Story.Introduce(stage);
    var network = await AnycastNetwork.StartAsync(
        new NetworkOptions { Keep = keep, Folders = [Host.Artifacts] }, stop.Token);
    var told = false;
    try
    {
        await new Story(network, stage).TellAsync(stop.Token);
        told = true;
    }
    finally
    {
        if (!(keep && told))
        {
            await network.DisposeAsync();
        }
    }

    stage.Gap();
    stage.Say(keep
        ? $"""
           The network stays. Look around with   {stage.Bold("lab/on hosta perch status --watch")}
                                                 {stage.Bold("lab/on client dig @172.22.76.109 id.example.dn42 TXT")}
                                                 {stage.Bold("lab/on router birdc show route")}
           a shell on a machine is               {stage.Bold("lab/on hosta")}
           and away with it all                  {stage.Bold("./demo --down")}
           """
        : $"That was all, in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s; nothing of it is left here. "
            + $"{stage.Bold("./demo --keep")} leaves it up to play with.");
    return 0;
}
catch (OperationCanceledException)
{
    Console.WriteLine("\n   Stopped; nothing of it is left on this machine.");
    return 130;
}
catch (LabException e)
{
    Console.Error.WriteLine($"\n   The demonstration failed: {e.Message}");
    return 1;
}
