namespace Perch.Images.Oci;

/// <summary>Bytes and the digest by which they are addressed.</summary>
internal sealed class Blob(byte[] content)
{
    public byte[] Content => content;

    public Digest Digest { get; } = Digest.Of(content);
}
