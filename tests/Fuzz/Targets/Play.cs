using Perch.Model;
using Perch.Routing.Ospf;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>Plays a script: what happens, to whom, and when.</summary>
internal sealed class Play(World world)
{
    private const int MostSteps = 96;

    private static readonly Announcement[] Prefixes =
    [
        new(new AnycastPrefix(IpAddress.FromV4(0xAC16_4C6D)), 10, 0),
        new(new AnycastPrefix(IpAddress.FromV4(0xAC16_4C6E)), 0xFFFFFF, 7),
    ];

    private static readonly Announcement[] Prefixes6 =
    [
        new(new AnycastPrefix(new IpAddress(new UInt128(0xFD42_0000_0000_0000, 0x53))), 10, 0),
        new(new AnycastPrefix(new IpAddress(new UInt128(0xFD42_0000_0000_0000, 0x54))), 0xFFFFFF, 7),
    ];

    /// <summary>What may be announced.</summary>
    public static IReadOnlyList<Announcement> Announced(OspfVersion version) =>
        version == OspfVersion.V2 ? Prefixes : Prefixes6;

    private readonly Crafted _crafted = new(world);

    public void Run(ref Script script)
    {
        world.UnixSecondsAtZero = Keyrings.Now + script.Next();
        world.Handle(new OspfEvent.Started(world.UnixSecondsAtZero));
        for (var steps = 0; steps < MostSteps && !script.IsOver; steps++)
        {
            Step(ref script);
        }

        Check();
    }

    private void Step(ref Script script)
    {
        switch (script.Next() % 16)
        {
            case 0 or 1:
                _crafted.Hello(ref script);
                break;
            case 2 or 3:
                _crafted.Description(ref script);
                break;
            case 4 or 5:
                _crafted.Update(ref script);
                break;
            case 6:
                _crafted.Acknowledgement(ref script);
                break;
            case 7:
                _crafted.Request(ref script);
                break;
            case 8:
                Wait((world.Instance.Deadline ?? world.Now) - world.Now);
                break;
            case 9:
                Wait(TimeSpan.FromMilliseconds(10 * script.Next()));
                break;
            case 10:
                Wait(TimeSpan.FromSeconds(script.Pick<int>([1, 2, 5, 40, 120, 1800, 86400])));
                break;
            case 11:
                Announce(script.Next());
                break;
            case 12:
                Relink(ref script);
                break;
            case 13:
                _crafted.Raw(ref script);
                break;
            case 14:
                _crafted.Mirror(ref script);
                break;
            default:
                Rarely(script.Next());
                break;
        }
    }

    private void Wait(TimeSpan time)
    {
        if (time >= TimeSpan.Zero)
        {
            world.Now += time;
            world.Handle(new OspfEvent.TimePassed());
        }
    }

    private void Announce(byte which)
    {
        var all = world.Version == OspfVersion.V2 ? Prefixes : Prefixes6;
        world.Handle(new OspfEvent.AnnouncementsChanged([.. all.Where((_, index) => (which >> index & 1) != 0)]));
    }

    private void Relink(ref Script script)
    {
        var before = world.Id;
        world.Link = World.LinkOf(
            world.Version, script.Pick<byte>([54, 54, 55]), script.Pick<int>([1500, 1500, 1400, 9000]), !script.Flag());
        if (world.Id != before)
        {
            world.Watcher.Forget();
        }

        world.Handle(new OspfEvent.LinkChanged(world.Link));
    }

    private void Rarely(byte what)
    {
        switch (what % 8)
        {
            case 0:
                world.Handle(new OspfEvent.Leaving(Flush: (what & 8) == 0));
                break;
            case 1:
                SetClock(what >> 3);
                break;
            case 2 or 3:
                world.Seals.Sealing = (Sealing)(what >> 3 & 3);
                break;
            default:
                Check();
                break;
        }
    }

    /// <summary>To 1970, as a machine without a clock has it, or by hours to and fro.</summary>
    private void SetClock(int to)
    {
        world.UnixSecondsAtZero = to == 0 ? 0 : Keyrings.Now + ((to - 16) * 1800);
        world.Handle(new OspfEvent.ClockSet(world.UnixSeconds));
    }

    private void Check()
    {
        var status = world.Instance.Status(world.Now);
        BrokenException.Unless(status.Neighbors.Count <= world.Strangers.Length, "more neighbors than there are");
        BrokenException.Unless(status.Reasons.Count <= 32, "reasons without end");
        BrokenException.Unless(
            world.Instance.Memory is null || world.Instance.Memory.Neighbors.Count > 0, "an empty memory");
    }
}
