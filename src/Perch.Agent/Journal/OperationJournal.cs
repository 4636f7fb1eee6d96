using System.Globalization;
using System.Text.Json.Nodes;

namespace Perch.Agent.Journal;

/// <summary>
/// What the agent has begun and not ended, on disk: one file per operation, one line per step, each on the disk before
/// the step is carried out. An agent that crashed finds here what to finish or undo. A file goes when its operation
/// ends, so the folder is as large as what is going on.
/// </summary>
public sealed class OperationJournal
{
    private const string Ending = ".jsonl";

    private readonly string _directory;
    private readonly Lock _lock = new();
    private readonly List<Operation> _unfinished;
    private long _last;

    private OperationJournal(string directory, List<Operation> unfinished, long last) =>
        (_directory, _unfinished, _last) = (directory, unfinished, last);

    /// <summary>Opens the folder, made if missing, and reads what an earlier agent left. A file that cannot be read as
    /// an operation is set aside under another name, never thrown away.</summary>
    public static OperationJournal Open(string directory)
    {
        Directory.CreateDirectory(directory);
        var unfinished = new List<Operation>();
        var last = 0L;
        foreach (var path in Directory.GetFiles(directory, "*" + Ending).Order(StringComparer.Ordinal))
        {
            last = long.TryParse(Path.GetFileNameWithoutExtension(path), out var number) ? number : last;
            if (Operation.TryRead(path, out var operation))
            {
                unfinished.Add(operation);
            }
        }

        return new OperationJournal(directory, unfinished, last);
    }

    /// <summary>Operations that an earlier agent began and did not end, oldest first. Each is to be finished or undone,
    /// and then ended.</summary>
    public IReadOnlyList<Operation> Unfinished()
    {
        lock (_lock)
        {
            return [.. _unfinished.Where(operation => !operation.HasEnded)];
        }
    }

    /// <summary>Begins an operation: from here on a crash leaves it among the unfinished ones.</summary>
    /// <param name="kind">What is done: "recreate-member". Whoever recovers it knows it by this.</param>
    /// <param name="project">The pod's Compose project.</param>
    /// <param name="service">The pod's service.</param>
    /// <param name="facts">What recovery needs to know from the start: identifiers, names.</param>
    public Operation Begin(string kind, string project, string service, JsonObject facts)
    {
        lock (_lock)
        {
            var name = (++_last).ToString("D10", CultureInfo.InvariantCulture) + Ending;
            return Operation.Begin(Path.Combine(_directory, name), new OperationHead(kind, project, service, facts));
        }
    }
}
