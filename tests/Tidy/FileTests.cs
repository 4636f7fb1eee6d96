using System.Text.RegularExpressions;

namespace Perch.Tests.Tidy;

/// <summary>What every file of the repository keeps to. Each failure names the file and the line.</summary>
public sealed partial class FileTests
{
    private const int MaxLines = 300;
    private const int MaxColumns = 120;

    /// <summary>Written in two halves, so that this file does not find itself.</summary>
    private static readonly string[] LeftOvers =
        ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "#reg" + "ion"];

    [Fact]
    public void A_source_file_is_one_idea_of_at_most_300_lines()
    {
        Findings.None(Checkout.With(".cs")
            .Select(file => (file, Checkout.Lines(file).Length))
            .Where(found => found.Length > MaxLines)
            .Select(found => $"{found.file}: {found.Length} lines"));
    }

    [Fact]
    public void A_line_fits_120_columns()
    {
        Findings.None(EachLine(".cs").Where(found => found.Text.Length > MaxColumns).Select(found => found.Where));
    }

    [Fact]
    public void No_line_ends_in_space_or_tab()
    {
        Findings.None(EachLine(".cs", ".md", ".csproj", ".props", ".sh")
            .Where(found => found.Text.EndsWith(' ') || found.Text.EndsWith('\t'))
            .Select(found => found.Where));
    }

    [Fact]
    public void Usings_stand_in_order_those_of_the_system_first()
    {
        Findings.None(
            from file in Checkout.With(".cs")
            let usings = Checkout.Lines(file).Where(line => PlainUsing.IsMatch(line)).ToArray()
            let ordered = usings
                .OrderBy(line => !line.StartsWith("using System", StringComparison.Ordinal))
                .ThenBy(line => line.TrimEnd(';'), StringComparer.OrdinalIgnoreCase)
            where !usings.SequenceEqual(ordered)
            select file);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        Findings.None(EachLine(".cs", ".sh", ".props", ".csproj")
            .Where(found => LeftOvers.Any(mark => found.Text.Contains(mark, StringComparison.Ordinal)))
            .Select(found => found.Where));
    }

    [Fact]
    public void A_page_has_one_title_and_links_that_lead_somewhere()
    {
        Findings.None(Checkout.With(".md").SelectMany(Markdown.Problems));
    }

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex PlainUsing { get; }

    private static IEnumerable<(string Where, string Text)> EachLine(params string[] extensions) =>
        from file in Checkout.With(extensions)
        from line in Checkout.Lines(file).Select((text, index) => (text, number: index + 1))
        select ($"{file}:{line.number}", line.text);
}
