using Perch.Bench;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

await new Suite(new Report(), stop.Token).RunAsync(args);
