using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Perch.Images;
using Perch.Images.Oci;
using Perch.Images.Tar;

namespace Perch.Tests.Unit.Images;

public sealed class LayoutArchiveTests
{
    private static readonly Image Amd64 = HolderImage.For(Platform.Amd64);
    private static readonly Image ArmV7 = HolderImage.For(Platform.ArmV7);

    [Fact]
    public void Two_writes_are_the_same_bytes() =>
        Assert.Equal(
            ReproducibleTar.Write(LayoutArchive.Of(HolderImage.For(Platform.Amd64))),
            ReproducibleTar.Write(LayoutArchive.Of(Amd64)));

    [Fact]
    public void Every_blob_lies_under_its_own_digest()
    {
        foreach (var (path, content) in Unpack(LayoutArchive.Of([Amd64, ArmV7])).Where(IsBlob))
        {
            Assert.Equal("blobs/sha256/" + Convert.ToHexStringLower(SHA256.HashData(content)), path);
        }
    }

    [Fact]
    public void Docker_finds_the_same_blobs_as_the_image_layout()
    {
        var files = Unpack(LayoutArchive.Of(Amd64));
        var docker = JsonNode.Parse(files["manifest.json"])![0]!;
        var manifest = Follow(files, JsonNode.Parse(files["index.json"])!["manifests"]![0]!);

        Assert.Equal((string)docker["Config"]!, BlobOf(manifest["config"]!));
        Assert.Equal((string)docker["Layers"]![0]!, BlobOf(manifest["layers"]![0]!));
        Assert.Equal("perch/holder:1", (string)docker["RepoTags"]![0]!);
    }

    [Fact]
    public void Every_descriptor_has_the_size_of_its_blob()
    {
        var files = Unpack(LayoutArchive.Of(Amd64));
        var manifest = Follow(files, JsonNode.Parse(files["index.json"])!["manifests"]![0]!);
        foreach (var descriptor in new[] { manifest["config"]!, manifest["layers"]![0]! })
        {
            Assert.Equal((int)descriptor["size"]!, files[BlobOf(descriptor)].Length);
        }
    }

    [Fact]
    public void An_index_leads_to_one_image_per_platform()
    {
        var files = Unpack(LayoutArchive.Of([Amd64, ArmV7]));
        var index = Follow(files, JsonNode.Parse(files["index.json"])!["manifests"]![0]!);

        Assert.Equal(
            ["amd64", "arm"],
            index["manifests"]!.AsArray().Select(entry => (string)entry!["platform"]!["architecture"]!));
        Assert.Equal("v7", (string)index["manifests"]![1]!["platform"]!["variant"]!);
    }

    [Fact]
    public void Nothing_in_a_layer_tells_who_wrote_it_or_when()
    {
        using var reader = new TarReader(new MemoryStream(Amd64.Layer.Content));
        var entry = (UstarTarEntry)reader.GetNextEntry()!;

        Assert.Equal((0, 0, "", ""), (entry.Uid, entry.Gid, entry.UserName, entry.GroupName));
        Assert.Equal(DateTimeOffset.UnixEpoch, entry.ModificationTime);
        Assert.Equal(Convert.ToInt32("755", 8), (int)entry.Mode);
        Assert.Null(reader.GetNextEntry());
    }

    private static bool IsBlob(KeyValuePair<string, byte[]> file) =>
        file.Key.StartsWith("blobs/", StringComparison.Ordinal);

    private static JsonNode Follow(Dictionary<string, byte[]> files, JsonNode descriptor) =>
        JsonNode.Parse(files[BlobOf(descriptor)])!;

    private static string BlobOf(JsonNode descriptor) => Digest.Parse((string)descriptor["digest"]!).BlobPath;

    private static Dictionary<string, byte[]> Unpack(IEnumerable<TarItem> items) =>
        items.Where(item => item.Content is not null).ToDictionary(item => item.Path, item => item.Content!);
}
