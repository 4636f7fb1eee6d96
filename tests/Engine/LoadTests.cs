using Perch.Lab;

namespace Perch.Tests.Engine;

/// <summary>What real engines make of the archives.</summary>
public sealed class LoadTests(Engines engines)
{
    private const string Holder = "holder-amd64";
    private const string Speaker = "speaker-amd64";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData(EngineVersion.Current, Holder)]
    [InlineData(EngineVersion.Current, Speaker)]
    [InlineData(EngineVersion.Oldest, Holder)]
    [InlineData(EngineVersion.Oldest, Speaker)]
    public async Task Docker_loads_an_image_under_the_name_and_id_that_perch_expects(string version, string name)
    {
        var machine = await engines.GetAsync(version, Token);
        var image = Archives.Open(name);

        await machine.DoAsync(["docker", "load", "--input", Archives.PathOf(name)], Token);

        var id = await machine.DoAsync(["docker", "image", "inspect", "--format", "{{.Id}}", image.Reference], Token);
        Assert.Equal(image.ConfigDigest.ToString(), id.Trim());
        Assert.StartsWith(
            version, await machine.DoAsync("docker version --format '{{.Server.Version}}'", Token),
            StringComparison.Ordinal);
    }

    [LabTheory]
    [InlineData(EngineVersion.Current)]
    [InlineData(EngineVersion.Oldest)]
    public async Task The_speaker_needs_nothing_but_its_image(string version)
    {
        var machine = await engines.GetAsync(version, Token);
        await machine.DoAsync(["docker", "load", "--input", Archives.PathOf(Speaker)], Token);

        var said = await machine.DoAsync(
            "docker run --rm --cap-drop ALL --read-only --security-opt no-new-privileges --network none "
            + $"--entrypoint /perch-speaker {Archives.Open(Speaker).Reference} --version",
            Token);

        Assert.StartsWith("perch-speaker ", said, StringComparison.Ordinal);
    }

    [LabTheory]
    [InlineData(Holder)]
    [InlineData(Speaker)]
    public async Task Podman_loads_an_image_under_the_name_and_id_that_perch_expects(string name)
    {
        using var folder = new ScratchFolder();
        var image = Archives.Open(name);

        await PodmanAsync(folder, ["load", "--input", Archives.PathOf(name)]);

        var id = await PodmanAsync(folder, ["image", "inspect", "--format", "{{.Id}}", $"docker.io/{image.Reference}"]);
        Assert.Equal(image.ConfigDigest.Hex, id.Trim());
    }

    /// <summary>Runs podman with all that it remembers in a folder of our own.</summary>
    private static async Task<string> PodmanAsync(ScratchFolder folder, string[] arguments)
    {
        var podman = new Command("/usr/bin/podman",
        [
            "--root", $"{folder.Location}/root", "--runroot", $"{folder.Location}/run",
            "--tmpdir", $"{folder.Location}/tmp", "--storage-driver", "vfs", .. arguments,
        ]);
        return (await podman.RunAsync(Token)).OrThrow();
    }
}
