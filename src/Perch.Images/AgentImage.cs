using Perch.Images.Oci;
using Perch.Images.Tar;
using Perch.Model;

namespace Perch.Images;

/// <summary>The image of the container that heals pods: perch itself, and nothing else.</summary>
internal static class AgentImage
{
    public static Image For(Platform platform, string version, byte[] executable) =>
        new(Recipe(version, executable), platform);

    private static ImageRecipe Recipe(string version, byte[] executable) => new()
    {
        Repository = PodNames.AgentImage,
        Version = version,
        Title = "Perch agent",
        Description = "Keeps the anycast pods of a host whole",
        Files =
        [
            TarItem.Executable(PodNames.AgentPath.TrimStart('/'), executable),

            // Where the engine's socket and the volume of the state are mounted over a root that is read-only.
            TarItem.Directory("var"),
            TarItem.Directory("var/lib"),
            TarItem.Directory("var/lib/perch-agent"),
            TarItem.Directory("var/run"),
        ],
        Entrypoint = [PodNames.AgentPath, "agent", "run"],
    };
}
