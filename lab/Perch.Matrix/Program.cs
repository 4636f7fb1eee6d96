using System.Runtime.InteropServices;
using Perch.Matrix;

if (args is ["--page", .. var logs])
{
    var (seen, together) = Printed.Read(logs);
    WritePage(seen, together);
    Console.WriteLine(Page.Summary(seen));
    return 0;
}

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
        WritePage(outcomes.Cells, outcomes.Crowds);
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

static void WritePage(IReadOnlyList<Outcome> cells, IReadOnlyList<CrowdOutcome> crowds)
{
    var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    File.WriteAllText(Path.Combine(Programs.Folder, "../docs/interop.md"), Page.Of(cells, crowds, today));
}
