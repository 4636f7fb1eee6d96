using Perch.Lab;

namespace Perch.Demo;

/// <summary>What the audience sees: acts, what somebody types on a machine, and what it answers.</summary>
internal sealed class Stage(TextWriter output, bool colors)
{
    private const string Margin = "   ";

    private int _act;

    public void Act(string title)
    {
        _act++;
        output.WriteLine();
        output.WriteLine($" {Bold($"{_act}")}  {Bold(title)}");
        output.WriteLine();
    }

    /// <summary>What is to be seen, in words.</summary>
    public void Say(string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            output.WriteLine(line.Length == 0 ? "" : Margin + line);
        }
    }

    /// <summary>Something to look at: a picture, a file.</summary>
    public void Show(string text) =>
        Say(string.Join('\n', text.TrimEnd().Split('\n').Select(line => "  " + Cyan(line))));

    /// <summary>Types a command on a machine and shows its answer, whatever its exit code.</summary>
    public async Task<string> TypeAsync(
        Machine machine, string line, CancellationToken cancellationToken, string directory = "/root")
    {
        output.WriteLine($"{Margin}{Green(machine.Name)}{Dim("#")} {Bold(line)}");
        var result = await machine.RunAsync($"cd {directory} && {line}", cancellationToken);
        foreach (var answer in (result.Output + result.Error).TrimEnd().Split('\n').Where(IsWorthShowing))
        {
            Say(Dim(answer));
        }

        return result.Output;
    }

    public void Gap() => output.WriteLine();

    public void Write(string text) => output.Write(text);

    public static string Indent => Margin;

    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Blue(string text) => Paint("34", text);

    public string Cyan(string text) => Paint("36", text);

    /// <summary>Compose tells each step of each container; that they started is enough.</summary>
    private static bool IsWorthShowing(string line) =>
        line.Length > 0 && !line.EndsWith("ing", StringComparison.Ordinal)
        && !line.EndsWith("Created", StringComparison.Ordinal);

    private string Paint(string code, string text) => colors ? $"\e[{code}m{text}\e[0m" : text;
}
