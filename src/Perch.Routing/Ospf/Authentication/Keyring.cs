using Perch.Model.Config;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>The keys of one version of OSPF on one link, and which of them count at a time of the wall clock (RFC 2328
/// D.3, RFC 7474 4, RFC 7166 3).</summary>
/// <param name="keys">At least one, in the operator's order.</param>
/// <param name="extended">OSPFv2: 64-bit sequence numbers, AuType 3.</param>
public sealed class Keyring(IReadOnlyList<AuthenticationKey> keys, bool extended = false)
{
    public IReadOnlyList<AuthenticationKey> Keys => keys;

    public bool Extended => extended;

    /// <summary>The most that sealing adds to a packet.</summary>
    public int Overhead => keys.Max(key => key.DigestSize) + V3Trailer.FixedSize;

    /// <summary>
    /// Of the keys whose time it is, the one whose time began last (RFC 7474 4.1). When it is nobody's time, the one
    /// that was last to end goes on as if it had no end (RFC 2328 D.3: never without, and routing is not disrupted),
    /// or the first one that will begin is used early.
    /// </summary>
    public AuthenticationKey ToSend(long unixSeconds)
    {
        AuthenticationKey? now = null, ended = null, first = null;
        foreach (var key in keys)
        {
            if (key.Send.Holds(unixSeconds))
            {
                now = now?.Send.From >= key.Send.From ? now : key;
            }
            else if (key.Send.Until <= unixSeconds)
            {
                ended = ended?.Send.Until >= key.Send.Until ? ended : key;
            }
            else
            {
                first = first?.Send.From <= key.Send.From ? first : key;
            }
        }

        return now ?? ended ?? first!;
    }

    /// <summary>When another key may have to be sent with; null: never again.</summary>
    public long? NextChange(long unixSeconds)
    {
        var next = long.MaxValue;
        foreach (var key in keys)
        {
            next = key.Send.From > unixSeconds ? Math.Min(next, key.Send.From) : next;
            next = key.Send.Until > unixSeconds ? Math.Min(next, key.Send.Until) : next;
        }

        return next == long.MaxValue ? null : next;
    }

    public bool HasKeyToSend(long unixSeconds) => ToSend(unixSeconds).Send.Holds(unixSeconds);

    /// <summary>Within its accept lifetime, or the one that is sent with: what we use to convince others convinces
    /// us.</summary>
    public bool Accepts(AuthenticationKey key, long unixSeconds) =>
        key.Accept.Holds(unixSeconds) || key == ToSend(unixSeconds);

    /// <summary>Null: no key of this kind has this number. Two of one number differ in algorithm or in
    /// lifetime.</summary>
    internal AuthenticationKey? Find(int id, int digestSize, long unixSeconds)
    {
        AuthenticationKey? found = null;
        foreach (var key in keys)
        {
            if (key.Id == id && key.DigestSize == digestSize && key.Algorithm != AuthenticationAlgorithm.Simple
                && (found is null || Accepts(key, unixSeconds)))
            {
                found = key;
            }
        }

        return found;
    }
}
