using Perch.Images.Elf;
using Perch.Images.Oci;
using Perch.Images.Tar;
using Perch.Model;

namespace Perch.Images;

/// <summary>The image of the container that owns a pod's namespace and does nothing else.</summary>
internal static class HolderImage
{
    /// <summary>Also the name that the holder has in <c>ps</c> on the host.</summary>
    private const string Path = "perch-holder";

    public static Image For(Platform platform) => new(Recipe(platform), platform);

    private static ImageRecipe Recipe(Platform platform) => new()
    {
        Repository = PodNames.HolderImage,
        Version = PodNames.HolderVersion,
        Title = "Perch holder",
        Description = "Owns the network namespace of an anycast pod",
        Files = [TarItem.Executable(Path, HolderProgram.For(platform))],
        Entrypoint = ["/" + Path],

        // The kernel drops what PID 1 has no handler for: SIGTERM would let `docker stop` wait its whole time limit.
        StopSignal = "SIGKILL",
    };
}
