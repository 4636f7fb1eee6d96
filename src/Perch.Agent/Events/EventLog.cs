using System.Text.Json;

namespace Perch.Agent.Events;

/// <summary>
/// The events on disk, one JSON object a line: what an agent wrote is there for the next one, whatever ended the first.
/// Two files take turns, so that there are never more bytes than twice the limit of one.
/// </summary>
public sealed class EventLog : IPodEvents, IDisposable
{
    private const string FileName = "events.jsonl";

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly string _older;
    private readonly EventLimits _limits;
    private readonly TimeProvider _time;
    private FileStream? _file;

    public EventLog(string folder, EventLimits limits, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, FileName);
        _older = Path.Combine(folder, "events.1.jsonl");
        (_limits, _time) = (limits, time);
    }

    /// <summary>Events that could not be written since this log was opened.</summary>
    public int Lost { get; private set; }

    public void Add(PodEvent what)
    {
        lock (_gate)
        {
            try
            {
                var line = JsonSerializer.SerializeToUtf8Bytes(what, EventJson.Default.PodEvent);
                var file = _file ??= OpenToWrite();
                file.Write([.. line, (byte)'\n']);
                file.Flush(flushToDisk: true);
                if (file.Length >= _limits.FileBytes)
                {
                    TurnOver();
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A full disk must not keep anybody from healing; the next event tries anew.
                Lost++;
                Dispose();
            }
        }
    }

    /// <summary>Oldest first. Lines that a crash cut short, and events above the age, are passed over. Whoever writes
    /// waits while files are opened, not while they are read.</summary>
    public IReadOnlyList<PodEvent> Read(EventQuery query)
    {
        StreamReader?[] files;
        lock (_gate)
        {
            files = [Open(_older), Open(_path)];
        }

        try
        {
            var oldest = _time.GetUtcNow() - _limits.Age;
            var found = files.SelectMany(Lines).Select(Parse).OfType<PodEvent>()
                .Where(what => what.At >= oldest && query.Matches(what));
            return query.Last is { } last ? [.. found.TakeLast(last)] : [.. found];
        }
        finally
        {
            Array.ForEach(files, file => file?.Dispose());
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private FileStream OpenToWrite()
    {
        var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (file.Length > 0)
        {
            // What a crash cut short stays a line of its own.
            file.Seek(-1, SeekOrigin.End);
            var isWhole = file.ReadByte() == '\n';
            file.Seek(0, SeekOrigin.End);
            file.Write(isWhole ? [] : "\n"u8);
        }

        return file;
    }

    private void TurnOver()
    {
        Dispose();
        File.Move(_path, _older, overwrite: true);
    }

    /// <summary>Null when there is none. What is written meanwhile is seen too, and comes twice to who follows, which
    /// <see cref="EventFeed"/> expects.</summary>
    private static StreamReader? Open(string path) => File.Exists(path)
        ? new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        : null;

    private static IEnumerable<string> Lines(StreamReader? file)
    {
        while (file?.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Some agent has kept its events in this folder.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Null when it is none.</summary>
    public static PodEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EventJson.Default.PodEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How much of the past is kept.</summary>
/// <param name="FileBytes">Of each of the two files.</param>
/// <param name="Age">Of the oldest event that is told.</param>
public sealed record EventLimits(long FileBytes, TimeSpan Age)
{
    /// <summary>Some twenty thousand events in each file, and a quarter of a year.</summary>
    public static readonly EventLimits Default = new(4 * 1024 * 1024, TimeSpan.FromDays(90));
}
