using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Perch.Images.Oci;

/// <summary>The JSON of image layouts. Bytes count here: a digest is taken of them.</summary>
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageLayout))]
[JsonSerializable(typeof(IReadOnlyList<DockerManifest>))]
internal sealed partial class OciJson : JsonSerializerContext
{
    /// <summary>Media types contain a plus sign, which the default encoder would hide as \u002B.</summary>
    public static OciJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write<T>(T document, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(document, type);
}
