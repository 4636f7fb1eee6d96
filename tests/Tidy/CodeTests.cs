using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Perch.Tests.Tidy;

/// <summary>The shape of the code, read by the compiler's own parser.</summary>
public sealed class CodeTests
{
    private const int MaxMethodLines = 50;

    private static readonly string[] NamesThatSayNothing = ["Manager", "Helper", "Helpers", "Utils", "Base", "Impl"];

    [Fact]
    public void A_method_has_at_most_50_lines()
    {
        Findings.None(
            from found in All<BaseMethodDeclarationSyntax>()
            let lines = Lines(found.Node)
            where lines > MaxMethodLines
            select $"{found.Where}: {lines} lines");
    }

    [Fact]
    public void A_type_has_a_name_that_says_something()
    {
        Findings.None(
            from found in All<BaseTypeDeclarationSyntax>()
            let name = found.Node.Identifier.Text
            where NamesThatSayNothing.Any(end => name.EndsWith(end, StringComparison.Ordinal))
            select $"{found.Where}: {name}");
    }

    [Fact]
    public void A_namespace_is_the_folder_it_stands_in()
    {
        Findings.None(
            from found in All<BaseNamespaceDeclarationSyntax>()
            let expected = Rooms.NamespaceOf(found.File)
            where expected is not null && found.Node.Name.ToString() != expected
            select $"{found.Where}: {found.Node.Name}, expected {expected}");
    }

    [Fact]
    public void A_type_says_in_a_sentence_what_it_is()
    {
        Findings.None(
            from found in All<TypeDeclarationSyntax>()
            where found.File.StartsWith("src/", StringComparison.Ordinal)
            where found.Node.Parent is BaseNamespaceDeclarationSyntax && !IsPartOfAnother(found)
            where !found.Node.GetLeadingTrivia().Any(SyntaxKind.SingleLineDocumentationCommentTrivia)
            select found.Where);
    }

    private static bool IsPartOfAnother((string File, string Where, TypeDeclarationSyntax Node) found) =>
        found.Node.Modifiers.Any(SyntaxKind.PartialKeyword)
        && Path.GetFileNameWithoutExtension(found.File).Contains('.', StringComparison.Ordinal);

    private static int Lines(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static IEnumerable<(string File, string Where, T Node)> All<T>()
        where T : SyntaxNode =>
        from file in Checkout.With(".cs")
        from node in CSharpSyntaxTree.ParseText(Checkout.Text(file)).GetRoot().DescendantNodes().OfType<T>()
        let line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1
        select (file, $"{file}:{line}", node);
}
