using Perch.Bench;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var report = new Report();
var suite = new Suite(report, stop.Token);
await suite.RunAsync(args);
Console.Write(report);
