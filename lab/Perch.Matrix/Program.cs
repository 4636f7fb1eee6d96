using System.Runtime.InteropServices;
using Perch.Matrix;

var write = args is [.., "--write"] ? args[^1] : null;
var words = args.Where(word => word != write).ToArray();
var cells = Cell.All().Where(cell => words.All(word => cell.Name.Split(' ').Contains(word))).ToList();
if (cells.Count == 0)
{
    Console.Error.WriteLine($"no cell is named {string.Join(' ', words)}: words are such as bird-2.0 v3 nssa trailer");
    return 2;
}

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var outcomes = await new Run(cells).AllAsync(stop.Token);
    Console.WriteLine(Page.Summary(outcomes));
    if (write is not null)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await File.WriteAllTextAsync(
            Path.Combine(Programs.Folder, "../docs/interop.md"), Page.Of(outcomes, today), stop.Token);
    }

    return outcomes.All(outcome => outcome.IsWell) ? 0 : 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped; nothing of it is left on this machine");
    return 130;
}
