using System.Runtime.InteropServices;
using Perch.Matrix;

var write = args is [.., "--write"] ? args[^1] : null;
var words = args.Where(word => word != write).ToArray();
bool IsMeant(string name) => words.All(word => name.Split(' ').Contains(word));
var cells = Cell.All().Where(cell => IsMeant(cell.Name)).ToList();
var crowds = Crowd.All().Where(crowd => IsMeant(crowd.Name)).ToList();
if (cells.Count + crowds.Count == 0)
{
    Console.Error.WriteLine(
        $"no cell is named {string.Join(' ', words)}: words are such as bird-2.0 v3 nssa trailer abr crowd");
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
    var outcomes = await new Run(cells, crowds).AllAsync(stop.Token);
    Console.WriteLine(Page.Summary(outcomes.Cells));
    if (write is not null)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var page = Page.Of(outcomes.Cells, outcomes.Crowds, today);
        await File.WriteAllTextAsync(Path.Combine(Programs.Folder, "../docs/interop.md"), page, stop.Token);
    }

    return outcomes.Cells.All(outcome => outcome.IsWell) && outcomes.Crowds.All(outcome => outcome.Why is null)
        ? 0
        : 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped; nothing of it is left on this machine");
    return 130;
}
