using System.Text.Json.Nodes;
using Perch.Images;
using Perch.Lab;

namespace Perch.Tests.Engine;

/// <summary>The archives of all platforms, as a tool that copies them to a registry reads them.</summary>
public sealed class IndexTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData("holder")]
    [InlineData("speaker")]
    public async Task Skopeo_finds_the_image_of_every_platform_in_one_index(string image)
    {
        var skopeo = new Command(
            "/usr/bin/skopeo", ["inspect", "--raw", $"oci-archive:{Archives.PathOf($"{image}.oci")}"]);
        var index = JsonNode.Parse((await skopeo.RunAsync(Token)).OrThrow())!;

        var expected = Archives.OfEveryPlatform(image)
            .Select(archive => $"{archive.Platform} {archive.ManifestDigest}");
        Assert.Equal(expected.Order(), index["manifests"]!.AsArray().Select(Describe).Order());
    }

    private static string Describe(JsonNode? manifest)
    {
        var platform = manifest!["platform"]!;
        return $"{new Platform((string)platform["architecture"]!, (string?)platform["variant"])} {manifest["digest"]}";
    }
}
