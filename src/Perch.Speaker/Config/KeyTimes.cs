using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Speaker.Config;

/// <summary>What is odd about the lifetimes of keys, at a time: no error, for a key whose time is over is sent with on
/// (RFC 2328 D.3), but nobody means it.</summary>
internal static class KeyTimes
{
    public static IEnumerable<string> Warnings(OspfVersion version, Keyring ring, long now)
    {
        if (!ring.HasKeyToSend(now))
        {
            yield return $"no key of OSPFv{(int)version} is to be sent with now: {ring.ToSend(now)} is used";
        }

        var ends = ring.Keys.Select(key => key.Send.Until).Where(end => end > now && end < long.MaxValue);
        foreach (var end in ends.Distinct().Order())
        {
            if (ring.HasKeyToSend(end))
            {
                continue;
            }

            var gap = new Lifetime(end, ring.Keys.Select(key => key.Send.From).Where(from => from > end)
                .DefaultIfEmpty(long.MaxValue).Min());
            yield return $"no key of OSPFv{(int)version} is to be sent with {gap}: let the next key begin before the "
                + "last one ends";
        }

        foreach (var key in ring.Keys)
        {
            if (key.Accept.From <= key.Send.From && key.Accept.Until >= key.Send.Until)
            {
                continue;
            }

            yield return $"{key} of OSPFv{(int)version} is sent {key.Send}, but accepted {key.Accept}: accept it for "
                + "longer than it is sent";
        }
    }
}
