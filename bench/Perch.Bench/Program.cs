using Perch.Bench;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

foreach (var (happening, result) in await LossBenchmark.RunAsync(new BirdSidecar(), stop.Token))
{
    Console.WriteLine($"| {happening} | {result.Sent} | {result.Lost} |");
}
