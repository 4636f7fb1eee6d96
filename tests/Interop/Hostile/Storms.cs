using Perch.Model;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Tests.Interop.Hostile;

/// <summary>What storms are made of.</summary>
internal static class Storms
{
    private const int Updates = 2500;
    private const int Strangers = 2000;

    /// <summary>Those that leave the adjacency alone.</summary>
    public static readonly Dictionary<string, Func<Siege, Forge, IEnumerable<byte[]>>> All = new()
    {
        ["updates"] = (siege, forge) => From(siege, forge, i => forge.Update(forge.External(i)), Updates),
        ["topology of strangers"] = (siege, forge) =>
            From(siege, forge, i => forge.Update([.. Enumerable.Range(i * 20, 20).Select(forge.Router)]), Updates),
        ["routes of strangers to our own address"] = (siege, forge) =>
            From(siege, forge, i => forge.Update([.. Enumerable.Range(i * 20, 20).Select(forge.Rival)]), Updates),
        ["hellos of the router"] = (siege, forge) => From(siege, forge, _ => forge.Hello(), 1),
        ["hellos of 2,000 strangers"] = Greetings,
        ["descriptions of a stranger"] = (siege, forge) => Descriptions(siege, forge.By(siege.Self)),
        ["malformed packets"] = (siege, forge) =>
            From(siege, forge, i => forge.Counted((uint)i, new byte[i % 64]), 256),
        ["forged copies of our own"] = (siege, forge) =>
            From(siege, forge, i => forge.Update(forge.Own(forge.ExternalKey, 0x7800_0000 + i)), Updates),
    };

    /// <summary>A hundred thousand LSAs, forty in a packet.</summary>
    public static IEnumerable<byte[]> Lsas(Siege siege, Forge forge)
    {
        var each = forge.IsV2 ? 40 : 28;
        return From(
            siege, forge, i => forge.Update([.. Enumerable.Range(i * each, each).Select(forge.External)]),
            (100_000 + each - 1) / each);
    }

    /// <summary>Each opens another exchange.</summary>
    public static IEnumerable<byte[]> Descriptions(Siege siege, Forge forge) =>
        From(siege, forge, _ => forge.Hello(Forge.Number(siege.Speaker.Id.Value), siege.Router, forge.Who), 1)
            .Concat(From(siege, forge, i => forge.Description(Init | More | Master, (uint)i * 77), 1000, true));

    private static IEnumerable<byte[]> Greetings(Siege siege, Forge forge)
    {
        for (var i = 0u; i < Strangers; i++)
        {
            var who = new Identity(
                new RouterId(0x0A00_0000 + i),
                IpAddress.FromV4(0xAC1E_0964 + (i % 100)),
                new IpAddress(new UInt128(0xFE80_0000_0000_0000, 0x100 + i)));
            yield return siege.ToSpeaker(who, forge.Version, forge.By(who).Hello([], null, priority: (byte)(i % 3)));
        }
    }

    private static IEnumerable<byte[]> From(
        Siege siege, Forge forge, Func<int, byte[]> make, int count, bool toAddress = false) =>
        Enumerable.Range(1, count).Select(i => siege.ToSpeaker(forge.Who, forge.Version, make(i), toAddress));
}
