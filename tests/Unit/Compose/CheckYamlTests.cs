using Perch.Compose;

namespace Perch.Tests.Unit.Compose;

public sealed class CheckYamlTests
{
    [Fact]
    public void Every_file_is_looked_at_and_every_problem_named()
    {
        var errors = ComposeProject.CheckYaml(
        [
            new ComposeFile("compose.yaml", "services:\n  dns: {image: a, image: b, image: c}\n"),
            new ComposeFile("compose.override.yaml", "services:\n\tdns:\n"),
        ]);
        Assert.Equal(
            ["compose.override.yaml:2:1", "compose.yaml:2:19", "compose.yaml:2:29"],
            errors.Select(error => $"{error.File}:{error.Line}:{error.Column}"));
    }

    [Fact]
    public void What_only_Compose_can_judge_is_left_to_it() =>
        Assert.Empty(ComposeProject.CheckYaml([new ComposeFile("compose.yaml", "services: {dns: {x-anycast: $X}}")]));
}
