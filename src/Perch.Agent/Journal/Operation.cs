using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Perch.Agent.Journal;

/// <summary>
/// One operation of several steps, written down before each of them. A disk that takes nothing more keeps nobody from
/// being healed: what the engine has, names and states, tells the next agent as well how far a crash let us come.
/// </summary>
public sealed class Operation : IDisposable
{
    private readonly string _path;
    private readonly List<OperationStep> _steps;
    private FileStream? _file;

    private Operation(string path, OperationHead head, List<OperationStep> steps) =>
        (_path, Head, _steps) = (path, head, steps);

    public OperationHead Head { get; }

    /// <summary>What was about to be done, in order; the last may have been done or not.</summary>
    public IReadOnlyList<OperationStep> Steps => _steps;

    public bool HasEnded { get; private set; }

    internal static Operation Begin(string path, OperationHead head)
    {
        var operation = new Operation(path, head, []);
        operation.Append(new JsonObject
        {
            ["kind"] = head.Kind,
            ["project"] = head.Project,
            ["service"] = head.Service,
            ["facts"] = head.Facts.DeepClone(),
        });
        return operation;
    }

    /// <summary>Reads what an earlier agent wrote. A last line that was cut short is a step that was not
    /// begun.</summary>
    internal static bool TryRead(string path, [NotNullWhen(true)] out Operation? operation)
    {
        operation = null;
        var lines = Whole(File.ReadAllText(path)).ToList();
        if (lines.Count == 0)
        {
            // Not even its first line is whole: nothing was begun.
            File.Delete(path);
            return false;
        }

        try
        {
            var head = lines[0];
            var known = new OperationHead(
                (string)head["kind"]!, (string)head["project"]!, (string)head["service"]!,
                head["facts"]!.AsObject().DeepClone().AsObject());
            operation = new Operation(path, known, [.. lines.Skip(1).Select(OperationStep.Read)]);
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or NullReferenceException or FormatException)
        {
            File.Move(path, path + ".unreadable", overwrite: true);
            return false;
        }
    }

    /// <summary>Says what is about to be done; returns when that is on the disk, or cannot be.</summary>
    public void Step(string name, JsonObject? data = null)
    {
        Append(new JsonObject { ["step"] = name, ["data"] = data?.DeepClone() });
        _steps.Add(new OperationStep(name, data));
    }

    public bool HasStep(string name) => _steps.Any(step => step.Name == name);

    /// <summary>All is done, or undone: nothing of it is to be recovered.</summary>
    public void End()
    {
        HasEnded = true;
        Dispose();
        try
        {
            File.Delete(_path);
        }
        catch (IOException)
        {
            // The next agent finds it, looks at the engine, and sees that nothing is left to do.
        }
    }

    /// <summary>Closes the file; an operation that did not end stays among the unfinished ones.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Append(JsonObject line)
    {
        try
        {
            Write(line);
        }
        catch (IOException)
        {
            // Full, read-only, gone: the operation goes on unwritten.
            Dispose();
        }
    }

    private void Write(JsonObject line)
    {
        // The step may be the first after a crash: a torn last line must not swallow it.
        var torn = _file is null && File.Exists(_path) && !File.ReadAllText(_path).EndsWith('\n');
        _file ??= new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _file.Write(Encoding.UTF8.GetBytes((torn ? "\n" : "") + line.ToJsonString() + "\n"));
        _file.Flush(flushToDisk: true);
    }

    private static IEnumerable<JsonObject> Whole(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            JsonObject? read;
            try
            {
                read = line.StartsWith('{') ? JsonNode.Parse(line) as JsonObject : null;
            }
            catch (JsonException)
            {
                read = null;
            }

            if (read is not null)
            {
                yield return read;
            }
        }
    }
}

/// <summary>What an operation is: written first.</summary>
/// <param name="Kind">By which its recovery is found.</param>
/// <param name="Project">The pod's Compose project.</param>
/// <param name="Service">The pod's service.</param>
/// <param name="Facts">What recovery needs from the start.</param>
public sealed record OperationHead(string Kind, string Project, string Service, JsonObject Facts);

/// <summary>One step that was about to be done.</summary>
/// <param name="Name">What: "stop", "rename".</param>
/// <param name="Data">What recovery needs of it.</param>
public sealed record OperationStep(string Name, JsonObject? Data)
{
    internal static OperationStep Read(JsonObject line) =>
        new((string)line["step"]!, line["data"] as JsonObject);
}
