using System.Globalization;
using Perch.Images.Tar;

namespace Perch.Images.Oci;

/// <summary>An image for one platform, whole and in memory: configuration, one layer, manifest.</summary>
internal sealed class Image
{
    /// <summary>The one time in every image: the same sources make the same digest on every day.</summary>
    private static readonly string Created =
        DateTimeOffset.UnixEpoch.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public Image(ImageRecipe recipe, Platform platform)
    {
        Recipe = recipe;
        Platform = platform;
        Layer = new Blob(ReproducibleTar.Write(recipe.Files));
        Config = new Blob(OciJson.Write(DescribeConfig(), OciJson.Plain.ImageConfig));
        Manifest = new Blob(OciJson.Write(DescribeManifest(), OciJson.Plain.ImageManifest));
    }

    public ImageRecipe Recipe { get; }

    public Platform Platform { get; }

    public Blob Layer { get; }

    /// <summary>Its digest is the image's id in Docker's own image store.</summary>
    public Blob Config { get; }

    /// <summary>Its digest is the image's id in a registry and in containerd's image store.</summary>
    public Blob Manifest { get; }

    private ImageConfig DescribeConfig() => new()
    {
        Created = Created,
        Architecture = Platform.Architecture,
        Variant = Platform.Variant,
        Config = new ContainerDefaults
        {
            Entrypoint = Recipe.Entrypoint,
            Labels = Recipe.Labels,
            StopSignal = Recipe.StopSignal,
        },
        Rootfs = new RootFileSystem([Layer.Digest.ToString()]),
        History = [new HistoryEntry(Created, "perch")],
    };

    private ImageManifest DescribeManifest() =>
        new(Descriptor.Of(Config, MediaTypes.Config), [Descriptor.Of(Layer, MediaTypes.Layer)]);
}
