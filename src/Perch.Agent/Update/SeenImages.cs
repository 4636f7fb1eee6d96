using System.Text.Json;
using System.Text.Json.Serialization;

namespace Perch.Agent.Update;

/// <summary>Since when the agent knows of a newer image of each pod, on disk: a cooldown that began anew with every
/// start of the agent would never end.</summary>
public sealed class SeenImages
{
    private readonly string _path;
    private readonly Dictionary<string, SeenImage> _images;

    private SeenImages(string path, Dictionary<string, SeenImage> images) => (_path, _images) = (path, images);

    /// <summary>A file that cannot be read is as good as none: a cooldown begins anew.</summary>
    public static SeenImages Open(string path)
    {
        try
        {
            return new SeenImages(path, File.Exists(path)
                ? JsonSerializer.Deserialize(
                    File.ReadAllBytes(path), SeenImagesJson.Default.DictionaryStringSeenImage) ?? []
                : []);
        }
        catch (JsonException)
        {
            return new SeenImages(path, []);
        }
    }

    public SeenImage? Of(string project, string service) => _images.GetValueOrDefault($"{project}/{service}");

    /// <param name="project">The pod's Compose project.</param>
    /// <param name="service">The pod's service.</param>
    /// <param name="image">The newer image; null when there is none.</param>
    /// <param name="now">When that was found.</param>
    public void Note(string project, string service, string? image, DateTimeOffset now)
    {
        var key = $"{project}/{service}";
        if (_images.GetValueOrDefault(key)?.Image == image)
        {
            return;
        }

        if (image is null)
        {
            _images.Remove(key);
        }
        else
        {
            _images[key] = new SeenImage(image, now);
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(_images, SeenImagesJson.Default.DictionaryStringSeenImage);
        File.WriteAllBytes(_path + ".new", text);
        File.Move(_path + ".new", _path, overwrite: true);
    }
}

/// <summary>A newer image than the one that runs.</summary>
/// <param name="Image">Its digest at the registry, or its identifier.</param>
/// <param name="Since">When it was first seen.</param>
public sealed record SeenImage(string Image, DateTimeOffset Since);

/// <summary>The JSON of the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, SeenImage>))]
internal sealed partial class SeenImagesJson : JsonSerializerContext;
