using Spectre.Console;

namespace Perch.Cli.Terminal;

/// <summary>Owns the terminal: data goes to standard output, every sentence for a human to standard
/// error.</summary>
internal sealed class Screen
{
    /// <summary>Wide enough that no table is folded where nobody looks at columns.</summary>
    private const int PipeWidth = 1000;

    private readonly TextWriter _data;

    /// <param name="data">Standard output.</param>
    /// <param name="sentences">Standard error.</param>
    /// <param name="traits">What the two are connected to.</param>
    public Screen(TextWriter data, TextWriter sentences, ScreenTraits traits)
    {
        _data = data;
        Data = Create(data, traits.DataIsTerminal, traits.Colours);
        Sentences = Create(sentences, traits.SentencesAreTerminal, traits.Colours);
        IsLive = traits.SentencesAreTerminal && traits.Moves;
        DataIsLive = traits.DataIsTerminal && traits.Moves;
    }

    public IAnsiConsole Data { get; }

    public IAnsiConsole Sentences { get; }

    /// <summary>Whether progress may be redrawn in place; otherwise it is one line per change.</summary>
    public bool IsLive { get; }

    public bool DataIsLive { get; }

    /// <summary>Standard output itself, for whoever writes lines for as long as it lives.</summary>
    public TextWriter Output => _data;

    /// <summary>Text for another program, or a file: no markup, no wrapping.</summary>
    public void Write(string text) => _data.Write(text);

    public void WriteLine(string text) => _data.WriteLine(text);

    public void Say(string sentence) => Sentences.MarkupLineInterpolated($"{sentence}");

    public void Warn(string sentence) => Sentences.MarkupLineInterpolated($"[yellow]warning:[/] {sentence}");

    public void Fail(string sentence) => Sentences.MarkupLineInterpolated($"[red]error:[/] {sentence}");

    private static IAnsiConsole Create(TextWriter writer, bool terminal, bool colours)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal && colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!terminal)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}

/// <summary>What standard output and standard error are connected to, and what the operator wants there.</summary>
internal readonly record struct ScreenTraits(bool DataIsTerminal, bool SentencesAreTerminal, bool Colours, bool Moves)
{
    /// <summary>Colours unless NO_COLOR (no-color.org) or TERM=dumb; a dumb terminal cannot redraw
    /// either.</summary>
    public static ScreenTraits Detect(Func<string, string?> variable)
    {
        var dumb = variable("TERM") is null or "" or "dumb";
        var colours = !dumb && string.IsNullOrEmpty(variable("NO_COLOR"));
        return new ScreenTraits(!Console.IsOutputRedirected, !Console.IsErrorRedirected, colours, !dumb);
    }
}
