using Perch.Compose.Yaml;

namespace Perch.Compose.Anycast;

/// <summary>A file that the speaker needs: certificates, a key.</summary>
/// <param name="Kind">"configs" or "secrets" of the Compose file, or "file".</param>
/// <param name="Source">Its name there, or the path on the host.</param>
/// <param name="Folder">Where the speaker looks for it: <see cref="Authorities"/> or <see cref="Keys"/>.</param>
internal sealed record SpeakerFile(string Kind, string Source, string Folder)
{
    public const string Authorities = "/etc/perch/authorities/";

    /// <summary>Not /run/secrets: /run is a tmpfs of the speaker's, which hides what Compose copies there.</summary>
    public const string Keys = "/etc/perch/keys/";

    /// <summary>What the operator's file says of the secret; Compose leaves out of its output what no service
    /// uses.</summary>
    public YamlNode? Definition { get; init; }

    /// <summary>True for what Compose copies into the created container, which a read-only one refuses.</summary>
    public bool IsCopied { get; init; }

    /// <summary>Path inside the speaker's container.</summary>
    public string Target => Folder + Source.TrimStart('.', '/').Replace('/', '-');
}
