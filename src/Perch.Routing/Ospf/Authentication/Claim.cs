namespace Perch.Routing.Ospf.Authentication;

/// <summary>What a packet says about its own authentication, before any of it is believed.</summary>
/// <param name="KeyId">Zero where there is none.</param>
/// <param name="DigestAt">Where the digest stands in the packet.</param>
/// <param name="DigestSize">Its length in bytes; the password's length is always 8.</param>
internal readonly record struct Claim(
    AuthenticationType Kind, long KeyId = 0, ulong Sequence = 0, int DigestAt = 0, int DigestSize = 0);
