namespace Perch.Model.Config;

/// <summary>How OSPF packets prove that they come from somebody who knows a key. Both versions share the keys: each
/// takes those whose algorithm exists there.</summary>
public sealed record AuthenticationConfig
{
    /// <summary>At least one. The first whose send lifetime has begun last is sent with; every one within its accept
    /// lifetime is accepted.</summary>
    public required IReadOnlyList<KeyConfig> Keys { get; init; }

    /// <summary>OSPFv2: sequence numbers of 64 bits, AuType 3 (RFC 7474). BIRD and FRR speak only AuType 2.</summary>
    public bool ExtendedSequence { get; set; }
}

/// <summary>One key. Lifetimes overlap so that a new key can be accepted before it is sent.</summary>
public sealed record KeyConfig
{
    /// <summary>Key ID of OSPFv2, 0 to 255 (RFC 2328 D.3), and Security Association ID of OSPFv3, 0 to 65535 (RFC 7166
    /// 4.1).</summary>
    public int Id { get; set; } = 1;

    public AuthenticationAlgorithm Algorithm { get; set; } = AuthenticationAlgorithm.HmacSha256;

    /// <summary>File in the speaker's container that holds the key and nothing else; one line end at its end does not
    /// count.</summary>
    public required string SecretFile { get; init; }

    /// <summary>2 or 3: only in this version of OSPF. Null: wherever the algorithm exists.</summary>
    public int? Version { get; set; }

    public DateTimeOffset? SendFrom { get; set; }

    public DateTimeOffset? SendUntil { get; set; }

    public DateTimeOffset? AcceptFrom { get; set; }

    public DateTimeOffset? AcceptUntil { get; set; }
}

public enum AuthenticationAlgorithm
{
    /// <summary>The key itself, in the clear, eight bytes (RFC 2328 D.2). OSPFv2 only.</summary>
    Simple,

    /// <summary>RFC 2328 D.3. OSPFv2 only.</summary>
    Md5,

    /// <summary>RFC 5709 and RFC 7166, as the three that follow.</summary>
    HmacSha1,

    HmacSha256,

    HmacSha384,

    HmacSha512,
}
