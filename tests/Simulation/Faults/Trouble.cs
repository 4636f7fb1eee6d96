using Perch.Routing.Ospf.Lsas;
using Perch.Tests.Simulation.Network;
using Perch.Tests.Simulation.Pods;
using Perch.Tests.Simulation.Routers;

namespace Perch.Tests.Simulation.Faults;

/// <summary>Does to a world what its seed says, and undoes it.</summary>
internal sealed class Trouble(World world)
{
    private static readonly Fault[] All = Enum.GetValues<Fault>();

    private bool _isOver;

    private Chance Chance => world.Chance;

    /// <summary>Each run has some kinds of fault and not others: what all of them hide, a few show.</summary>
    public void Plan(TimeSpan start, TimeSpan time)
    {
        var kinds = All.Where(_ => Chance.Of(0.35)).ToList();
        var count = kinds.Count == 0 ? 0 : Chance.Between(1, 14 + (world.Pods.Count / 4));
        for (var i = 0; i < count; i++)
        {
            var kind = Chance.PickFrom(kinds);
            world.Time.At(start + (time * Chance.Between(0.0, 1.0)), () => Do(kind));
        }
    }

    /// <summary>All is as it should be again.</summary>
    public void Heal()
    {
        world.Note("-", "everything is mended");
        _isOver = true;
        world.Wires.ForEach(wire => wire.Mend());
        foreach (var port in world.Wires.SelectMany(wire => wire.Ports))
        {
            (port.Mtu, port.IsUp) = (1500, true);
        }

        foreach (var router in world.Routers.Where(router => !router.IsRunning))
        {
            router.Start();
        }

        foreach (var pod in world.Pods)
        {
            pod.Application.Heal();
            pod.Thaw();
            pod.SetClock(-pod.ClockError);
            pod.Drain(false);
            pod.IsWanted = true;
            pod.LookAtLinks();
            pod.LookAtApplication();
            pod.Start();
        }
    }

    private void Do(Fault kind)
    {
        var time = Chance.Even() ? Chance.Seconds(0.01, 5) : Chance.Seconds(1, 100);
        switch (kind)
        {
            case Fault.Weather:
                Storm(Chance.PickFrom(world.Wires), time);
                break;
            case Fault.Partition:
                Part(Chance.PickFrom(world.Wires), time);
                break;
            case Fault.RouterRestart:
                Restart(Chance.PickFrom(world.Routers), time);
                break;
            case Fault.NewerCopy:
                Overtake(Chance.PickFrom(world.Pods));
                break;
            case Fault.Mtu or Fault.LinkDown:
                Replug(Chance.PickFrom(Chance.PickFrom(world.Wires).Ports), kind, time);
                break;
            case >= Fault.ServiceWrong and <= Fault.ProbesUnheard:
                Sicken(Chance.PickFrom(world.Pods), kind, time);
                break;
            default:
                Disturb(Chance.PickFrom(world.Pods), kind, time);
                break;
        }
    }

    private void Storm(Wire wire, TimeSpan time)
    {
        var weather = new Weather(
            Chance.Pick(0, 0.05, 0.3, 0.8, 1),
            Chance.Pick(0, 0.05, 0.5),
            TimeSpan.FromSeconds(Chance.Pick(0.0003, 0.05, 0.5, 3)));
        world.Note($"wire {wire.Number}", weather.ToString());
        wire.Weather = weather;
        After(time, () => wire.Weather = Weather.Fair);
    }

    /// <summary>Some do not hear some others; now and then only in one direction.</summary>
    private void Part(Wire wire, TimeSpan time)
    {
        var isOneWay = Chance.Even();
        var side = wire.Ports.Where(_ => Chance.Even()).ToHashSet();
        world.Note($"wire {wire.Number}", $"parted: {string.Join(' ', side.Select(port => port.Name))}");
        foreach (var one in side)
        {
            foreach (var other in wire.Ports.Where(port => !side.Contains(port)))
            {
                wire.Cut(one, other);
                if (!isOneWay)
                {
                    wire.Cut(other, one);
                }
            }
        }

        After(time, wire.Mend);
    }

    private void Restart(Router router, TimeSpan time)
    {
        if (router.IsRunning)
        {
            router.Stop();
            After(time, () =>
            {
                if (!router.IsRunning)
                {
                    router.Start();
                }
            });
        }
    }

    /// <summary>Of an earlier life with a clock that was ahead, or forged (RFC 2328 13.4).</summary>
    private void Overtake(Pod pod)
    {
        var copies = (
            from router in world.Routers
            where router.IsRunning
            from link in router.Interfaces
            where link.Port.Wire == pod.Port.Wire
            from lsa in router.Flooding.Of(link)
            where lsa.Header.Key.AdvertisingRouter == pod.Id && !lsa.IsAged
            select (router, link, lsa)).ToList();
        if (copies.Count > 0)
        {
            var (router, link, lsa) = Chance.PickFrom(copies);
            var number = Enumerable.Range(0, Chance.Between(1, 3))
                .Aggregate(lsa.Header.Sequence, (number, _) => number.Next);
            router.Note($"has {lsa.Header.Key} with the number {number}");
            var copy = Lsa.Build(
                lsa.Header.Key, lsa.Header.Options, number, lsa.Bytes.AsSpan(LsaHeader.Size), lsa.Age(world.Now));
            router.Flooding.Install(link, new StoredLsa(copy.Header, copy.Bytes, world.Now));
            router.Flooding.Flush();
        }
    }

    private void Replug(Port port, Fault kind, TimeSpan time)
    {
        (port.Mtu, port.IsUp) = kind == Fault.Mtu ? (Chance.Pick(1400, 9000, 1280), port.IsUp) : (port.Mtu, false);
        world.Note(port.Name, $"MTU {port.Mtu}, {(port.IsUp ? "up" : "down")}");
        Look();
        After(time, () =>
        {
            (port.Mtu, port.IsUp) = (1500, true);
            Look();
        });

        void Look() => world.Pods.Find(pod => pod.Port == port)?.LookAtLinks();
    }

    private void Sicken(Pod pod, Fault kind, TimeSpan time)
    {
        var application = pod.Application;
        pod.Note($"{kind}");
        switch (kind)
        {
            case Fault.ServiceDeath:
                application.IsListening = false;
                break;
            case Fault.ServiceUnbound:
                application.IsBound = false;
                break;
            case Fault.ProbesUnheard:
                application.IsUnheard = true;
                break;
            default:
                application.Manner = kind switch
                {
                    Fault.ServiceWrong => Manner.Wrongly,
                    Fault.ServiceFlap => Manner.Now,
                    _ => Manner.Never,
                };
                break;
        }

        pod.LookAtApplication();
        After(time, () =>
        {
            application.Heal();
            pod.LookAtApplication();
        });
    }

    private void Disturb(Pod pod, Fault kind, TimeSpan time)
    {
        switch (kind)
        {
            case Fault.PodCrash or Fault.PodReboot:
                pod.IsWanted = false;
                pod.Crash(reboot: kind == Fault.PodReboot);
                After(time, pod.Start);
                break;
            case Fault.PodRestart:
                pod.IsWanted = false;
                pod.Stop();
                After(time, pod.Want);
                break;
            case Fault.PodHandOver:
                pod.IsWanted = false;
                pod.HandOver();
                After(time, pod.Want);
                break;
            case Fault.PodFreeze or Fault.PodPause:
                pod.Freeze(clock: kind == Fault.PodPause);
                After(time, pod.Thaw);
                break;
            case Fault.ClockSet:
                pod.SetClock(TimeSpan.FromSeconds(Chance.Pick(-1_000_000_000, -3600, -10, 3, 3600)));
                break;
            default:
                pod.Drain(true);
                After(time, () => pod.Drain(false));
                break;
        }
    }

    /// <summary>Undoes a fault, unless everything has been mended before.</summary>
    private void After(TimeSpan time, Action undo) => world.Time.In(time, () =>
    {
        if (!_isOver)
        {
            undo();
        }
    });
}
