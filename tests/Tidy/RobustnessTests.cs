using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Perch.Tests.Tidy;

/// <summary>docs/robustness.md says of every attack which test it is: that test is there.</summary>
public sealed partial class RobustnessTests
{
    private const string Page = "docs/robustness.md";

    [Fact]
    public void Every_attack_on_the_page_names_a_test_that_exists()
    {
        var known = Methods().ToHashSet();
        Findings.None(
            from line in Checkout.Lines(Page).Select((text, index) => (text, number: index + 1))
            from name in Test().Matches(line.text)
            where !known.Contains(name.Groups[1].Value)
            select $"{Page}:{line.number}: no test {name.Groups[1].Value}");
    }

    [Fact]
    public void Every_row_of_the_table_of_attacks_names_a_test()
    {
        var rows = Checkout.Lines(Page)
            .SkipWhile(line => line != "| attack | what the speaker does | test |").Skip(2)
            .TakeWhile(line => line.StartsWith('|')).ToList();
        Assert.True(rows.Count > 30, $"{Page}: the table of attacks has {rows.Count} rows");
        Findings.None(rows.Where(row => !Test().IsMatch(row)).Select(row => $"{Page}: no test in {row}"));
    }

    private static IEnumerable<string> Methods() =>
        from file in Checkout.With(".cs")
        where file.StartsWith("tests/", StringComparison.Ordinal)
        from type in CSharpSyntaxTree.ParseText(Checkout.Text(file)).GetRoot().DescendantNodes()
            .OfType<ClassDeclarationSyntax>()
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.Count > 0
        select $"{type.Identifier.Text}.{method.Identifier.Text}";

    /// <summary>`FloodedTests.What_it_says`.</summary>
    [GeneratedRegex("`([A-Za-z0-9]+Tests\\.[A-Za-z0-9_]+)`")]
    private static partial Regex Test();
}
