using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Database;

/// <summary>An LSA of another router, kept because it says who else announces an address of ours, or whether that
/// router can be reached.</summary>
/// <param name="Header">As it was received <paramref name="At"/>.</param>
/// <param name="Since">When it first carried one of our addresses, if it does.</param>
internal sealed record KeptLsa(LsaHeader Header, byte[] Body, TimeSpan At, TimeSpan Since)
{
    /// <summary>As it stands now (RFC 2328 14); with DoNotAge it stays as it came (RFC 1793 2.2).</summary>
    public LsaHeader HeaderAt(TimeSpan now) => Header.DoesNotAge ? Header : Header with
    {
        Age = (ushort)Math.Min(Header.Seconds + (int)(now - At).TotalSeconds, LsaHeader.MaxAge),
    };

    /// <summary>Its router has not refreshed it in time: nobody counts on it any more.</summary>
    public bool HasAgedOut(TimeSpan now) => HeaderAt(now).IsMaxAge;
}
