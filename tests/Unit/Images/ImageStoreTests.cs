using Perch.Images;
using Perch.Model;

namespace Perch.Tests.Unit.Images;

public sealed class ImageStoreTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("perch-images-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("x86_64", "linux/amd64")]
    [InlineData("amd64", "linux/amd64")]
    [InlineData("aarch64", "linux/arm64")]
    [InlineData("arm64", "linux/arm64")]
    [InlineData("armv7l", "linux/arm/v7")]
    [InlineData("i686", "linux/386")]
    [InlineData("s390x", "linux/s390x")]
    public void The_holder_is_there_for_every_name_of_an_architecture(string engine, string platform)
    {
        Assert.True(ImageStore.TryFindHolder(engine, out var holder, out _));
        Assert.Equal(platform, holder.Platform.ToString());
        Assert.Equal("perch/holder:1", holder.Reference);
    }

    [Fact]
    public void The_speaker_of_the_engines_architecture_is_found_and_known()
    {
        WriteSpeakers("1.2.3");

        Assert.True(Store("1.2.3").TryFindSpeaker("aarch64", out var speaker, out _));
        var expected = SpeakerImage.For(Platform.Arm64, "1.2.3", [2]);
        Assert.Equal(Platform.Arm64, speaker.Platform);
        Assert.Equal(expected.Config.Digest, speaker.ConfigDigest);
        Assert.Equal(expected.Manifest.Digest, speaker.ManifestDigest);
    }

    [Fact]
    public void An_engine_may_name_an_image_by_either_digest()
    {
        Assert.True(ImageStore.TryFindHolder("x86_64", out var holder, out _));

        Assert.True(holder.IsImage(holder.ConfigDigest.ToString()));
        Assert.True(holder.IsImage(holder.ManifestDigest.ToString()));
        Assert.False(holder.IsImage("sha256:" + new string('0', 64)));
    }

    [Fact]
    public void What_is_streamed_to_the_engine_is_the_archive_that_was_described()
    {
        Assert.True(ImageStore.TryFindHolder("x86_64", out var holder, out _));
        var path = Path.Combine(_directory.FullName, "holder.tar");
        using (var file = File.Create(path))
        using (var archive = holder.OpenRead())
        {
            archive.CopyTo(file);
        }

        Assert.True(ImageArchive.TryOpen(path, out var read, out _));
        Assert.Equal(holder.ConfigDigest, read.ConfigDigest);
        Assert.Equal(holder.Reference, read.Reference);
    }

    [Fact]
    public void An_architecture_without_image_is_named_with_those_that_have_one()
    {
        Assert.False(Store("1.2.3").TryFindSpeaker("mips64", out _, out var problem));
        Assert.Equal("no speaker image for mips64: there is one for linux/amd64, linux/arm64", problem);
    }

    [Fact]
    public void A_missing_archive_is_named_with_what_to_do()
    {
        Assert.False(Store("1.2.3").TryFindSpeaker("x86_64", out _, out var problem));
        Assert.Contains("speaker-amd64.tar", problem, StringComparison.Ordinal);
        Assert.Contains("./build", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_of_another_version_is_refused_with_both()
    {
        WriteSpeakers("1.2.2");

        Assert.False(Store("1.2.3").TryFindSpeaker("x86_64", out _, out var problem));
        Assert.Contains(PodNames.SpeakerImage + ":1.2.2", problem, StringComparison.Ordinal);
        Assert.Contains(PodNames.SpeakerImage + ":1.2.3", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a tar archive, and long enough that a reader would see it")]
    public void A_file_that_is_no_archive_is_refused(string content)
    {
        var path = Path.Combine(_directory.FullName, "speaker-amd64.tar");
        File.WriteAllText(path, content.PadRight(content.Length * 20));

        Assert.False(Store("1.2.3").TryFindSpeaker("x86_64", out _, out var problem));
        Assert.Contains("no image archive of Perch", problem, StringComparison.Ordinal);
    }

    private ImageStore Store(string version) => new(_directory.FullName, version);

    private void WriteSpeakers(string version)
    {
        var amd64 = Path.Combine(_directory.FullName, "amd64");
        var arm64 = Path.Combine(_directory.FullName, "arm64");
        File.WriteAllBytes(amd64, [1]);
        File.WriteAllBytes(arm64, [2]);
        new ImageSet(_directory.FullName, version).WriteSpeaker(
            new Dictionary<Platform, string> { [Platform.Arm64] = arm64, [Platform.Amd64] = amd64 });
    }
}
