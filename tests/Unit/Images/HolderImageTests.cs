using System.Text.Json.Nodes;
using Perch.Images;
using Perch.Images.Elf;

namespace Perch.Tests.Unit.Images;

public sealed class HolderImageTests
{
    /// <summary>A digest that changes here is a new holder for everybody: raise <c>PodNames.HolderVersion</c> and say
    /// so in the changelog, or undo what changed it.</summary>
    [Theory]
    [InlineData("linux/amd64", "d2e6f3ce99883cf11da7b7742c8284e2f5b18afedf0b1c8a98fe0cc3bffb54a8")]
    [InlineData("linux/arm64", "912e47b2d6af7476e8416b6ce9a947abf5fd0134e38aa226460895cab85dd488")]
    [InlineData("linux/arm/v7", "5af6a49660b96da2b1fc08967cf14bb62526d89e43031394654d75d3da6a2ea1")]
    [InlineData("linux/386", "38e03d1f1648c1d1ed7ce3311a4ae6e8446f60869d19bae06add6ba1ef9d86c6")]
    [InlineData("linux/riscv64", "5f8fd622588ab86fc59eead069c243c35d3b5f0042eefb744940542fcafab35a")]
    [InlineData("linux/ppc64le", "0c5b63ca707c7bce41ec5b20bfb2cd2f464a6639f7bf29f446e94309c725a7a8")]
    [InlineData("linux/s390x", "9d331a7c2acbfd0897c00f6db1f69c1a1fc354d9e6f17ce5bdf7a4b7f7e204d9")]
    public void Its_manifest_has_the_same_digest_on_every_machine(string platform, string digest) =>
        Assert.Equal(digest, HolderImage.For(Platform.Parse(platform)!).Manifest.Digest.Hex);

    [Fact]
    public void It_is_killed_and_not_asked_to_stop()
    {
        foreach (var platform in HolderProgram.Platforms)
        {
            var config = JsonNode.Parse(HolderImage.For(platform).Config.Content)!;
            Assert.Equal("SIGKILL", (string)config["config"]!["StopSignal"]!);
        }
    }

    [Fact]
    public void Its_platform_is_written_as_the_image_specification_writes_it()
    {
        var config = JsonNode.Parse(HolderImage.For(Platform.ArmV7).Config.Content)!;
        Assert.Equal("linux arm v7", $"{config["os"]} {config["architecture"]} {config["variant"]}");
    }
}
