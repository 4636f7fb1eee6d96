using System.Text;

namespace Perch.Bench;

/// <summary>The figures as one page of Markdown; what went wrong stands where its figure would be.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();
    private readonly Lock _lock = new();

    /// <summary>The pieces of a part that are measured; none: all.</summary>
    public IReadOnlyList<string> Pieces { get; set; } = [];

    public bool Wants(string piece) => Pieces.Count == 0 || Pieces.Contains(piece);

    public void Heading(string text) => Line($"\n## {text}\n");

    public void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public void Header(params string[] cells)
    {
        Row(cells);
        Row([.. cells.Select(_ => "---")]);
    }

    public void Say(string text) => Line(text);

    /// <summary>"6.9 ms", "790 ms", "4.4 s".</summary>
    public static string Time(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 100 => $"{time.TotalMilliseconds:0.0} ms",
        < 2000 => $"{time.TotalMilliseconds:0} ms",
        _ => $"{time.TotalSeconds:0.0} s",
    };

    /// <summary>Measures; a failure is a line of the report, so that one figure does not cost the others.</summary>
    public async Task<T?> TryAsync<T>(string what, Func<Task<T>> measure)
        where T : class
    {
        try
        {
            Console.Error.WriteLine($"  measuring: {what}");
            return await measure();
        }
        catch (Exception e) when (e is Perch.Lab.LabException or IOException or TimeoutException)
        {
            Line($"{what} could not be measured: {e.Message.Split('\n')[0]}");
            Console.Error.WriteLine(e);
            return null;
        }
    }

    /// <summary>What has been written since the last time.</summary>
    public string Take()
    {
        lock (_lock)
        {
            var text = _text.ToString();
            _text.Clear();
            return text;
        }
    }

    private void Line(string text)
    {
        lock (_lock)
        {
            _text.Append(text).Append('\n');
        }
    }
}
