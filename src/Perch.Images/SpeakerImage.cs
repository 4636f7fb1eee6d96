using Perch.Images.Oci;
using Perch.Images.Tar;
using Perch.Model;

namespace Perch.Images;

/// <summary>The image of the container that probes and announces: one static executable and nothing else.</summary>
internal static class SpeakerImage
{
    public static Image For(Platform platform, string version, byte[] executable) =>
        new(Recipe(version, executable), platform);

    private static ImageRecipe Recipe(string version, byte[] executable) => new()
    {
        Repository = PodNames.SpeakerImage,
        Version = version,
        Title = "Perch speaker",
        Description = "Announces the addresses of an anycast pod while its application answers",
        Files =
        [
            TarItem.Executable(PodNames.SpeakerPath.TrimStart('/'), executable),

            // Where a tmpfs and the volume of the state are mounted over a root that is read-only.
            TarItem.Directory("run"),
            TarItem.Directory("var"),
            TarItem.Directory("var/lib"),
            TarItem.Directory(PodNames.StateDirectory.TrimStart('/')),
        ],
        Entrypoint = [PodNames.SpeakerPath, "run"],
    };
}
