namespace Perch.Images.Oci;

/// <summary>The SHA-256 by which a blob is addressed (OCI image specification, descriptor.md).</summary>
/// <param name="Hex">64 lower-case digits.</param>
public readonly record struct Digest(string Hex)
{
    private const string Algorithm = "sha256";
    private const int HexLength = Sha256.Size * 2;

    /// <summary>Where an image layout keeps the blob.</summary>
    public string BlobPath => $"{BlobDirectory}/{Hex}";

    internal const string BlobDirectory = $"blobs/{Algorithm}";

    public static Digest Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(Sha256.HashData(content)));

    /// <summary>Reads "sha256:…", and the path of a blob in an image layout.</summary>
    /// <exception cref="FormatException">Neither of them.</exception>
    public static Digest Parse(string text)
    {
        var hex = text.Length > HexLength ? text[^HexLength..] : "";
        var digest = new Digest(hex);
        return text == digest.ToString() || text == digest.BlobPath
            ? digest
            : throw new FormatException($"'{text}' is no {Algorithm} digest");
    }

    public override string ToString() => $"{Algorithm}:{Hex}";
}
