using Perch.Compose;

namespace Perch.Tests.Unit.Compose;

/// <summary>The text of a key is in its secret alone.</summary>
public sealed class KeySecrecyTests
{
    private const string Text = "hunter2";

    [Fact]
    public void No_error_repeats_what_may_be_a_key()
    {
        var scenario = new Case("error-key-text");
        Assert.Contains(Text, File.ReadAllText(scenario.InFolder("compose.yaml")), StringComparison.Ordinal);
        var errors = scenario.Read().Errors;
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.DoesNotContain(Text, error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_from_the_environment_is_not_in_the_rendered_file()
    {
        Assert.SkipUnless(DockerCompose.Found, DockerCompose.Missing);
        var scenario = new Case("merged-keys");
        var reading = ComposeProject.Read(new ComposeSources
        {
            Files = [new ComposeFile("compose.yaml", File.ReadAllText(scenario.InFolder("compose.yaml")))],
            Merged = DockerCompose.Merge(scenario, ("OSPF_KEY", Text)),
            ProjectDirectory = Case.ProjectDirectory,
            PerchVersion = "1.2.3",
        });
        Assert.Contains("environment: OSPF_KEY", reading.Rendered, StringComparison.Ordinal);
        Assert.DoesNotContain(Text, reading.Rendered, StringComparison.Ordinal);
    }
}
