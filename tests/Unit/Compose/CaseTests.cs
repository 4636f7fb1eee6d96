using Perch.Compose;

namespace Perch.Tests.Unit.Compose;

/// <summary>Compose files in, rendered files or errors out: one folder each under Cases.</summary>
public sealed class CaseTests
{
    public static TheoryData<string> Cases => [.. Case.Names];

    public static TheoryData<string> RenderedCases =>
        [.. Case.Names.Where(name => File.Exists(new Case(name).InFolder("rendered.expected.yaml")))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_becomes_what_stands_beside_it(string name)
    {
        var scenario = new Case(name);
        var reading = scenario.Read();
        Snap.Match(scenario.InFolder("errors.expected.txt"), Lines(reading.Errors));
        Snap.Match(scenario.InFolder("warnings.expected.txt"), Lines(reading.Warnings));
        Snap.Match(scenario.InFolder("rendered.expected.yaml"), reading.Rendered);
    }

    [Theory]
    [MemberData(nameof(RenderedCases))]
    public void What_is_rendered_is_taken_by_the_real_Compose(string name)
    {
        Assert.SkipUnless(DockerCompose.Found, DockerCompose.Missing);
        Assert.Empty(DockerCompose.Refusal(new Case(name).InFolder(""), "rendered.expected.yaml"));
    }

    private static string? Lines(IReadOnlyList<ComposeError> found) =>
        found.Count == 0 ? null : string.Join('\n', found) + "\n";
}
