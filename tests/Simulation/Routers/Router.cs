using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Simulation.Routers;

/// <summary>What all on a network agree on.</summary>
internal sealed record RouterSettings(
    OspfVersion Version, AreaId Area, AreaType AreaType, TimeSpan Hello, TimeSpan Dead, Keyring? Keyring);

/// <summary>
/// A router, written down from RFC 2328 and RFC 5340 apart from the core under test: it keeps the whole area, is
/// designated router where it is elected, floods, requests, retransmits, ages. It computes no routes.
/// </summary>
internal sealed class Router
{
    private ulong _reserved;
    private long _life;

    public Router(World world, string name, RouterId id, RouterSettings settings, Habits habits)
    {
        (World, Name, Id, Settings, Habits) = (world, name, id, settings, habits);
        Random = world.Chance.Branch();
        Flooding = new RouterFlooding(this);
        Own = new RouterOrigination(this);
        Authenticator = new Authenticator(settings.Keyring, new SequenceCounter(0, world.UnixSeconds));
    }

    public World World { get; }

    public string Name { get; }

    public RouterId Id { get; }

    public RouterSettings Settings { get; }

    public Habits Habits { get; }

    public Random Random { get; }

    public List<RouterInterface> Interfaces { get; } = [];

    /// <summary>The LSAs of the area and of the AS: there is one area.</summary>
    public Database Area { get; } = new();

    public RouterFlooding Flooding { get; }

    public RouterOrigination Own { get; }

    public Authenticator Authenticator { get; private set; }

    public bool IsRunning { get; private set; }

    /// <summary>Something has changed that its own LSAs may say.</summary>
    public bool Changed { get; set; }

    public OspfVersion Version => Settings.Version;

    public TimeSpan Now => World.Now;

    /// <summary>Of Hellos and descriptions.</summary>
    public Options Options => (Version == OspfVersion.V3 ? Options.V6 | Options.Router : Options.None)
        | (Settings.AreaType switch
        {
            AreaType.Normal => Options.External,
            AreaType.Nssa => Options.Nssa,
            _ => Options.None,
        });

    /// <summary>A neighbor is in the exchange: LSAs that are being flushed have to stay (RFC 2328 14).</summary>
    public bool IsSynchronising => Interfaces.Exists(link =>
        link.Neighbors.Exists(neighbor => neighbor.State is State.Exchange or State.Loading));

    public bool IsAwaited(LsaKey key) => Interfaces.Exists(link =>
        link.Neighbors.Exists(neighbor => neighbor.Unacknowledged.ContainsKey(key)));

    /// <summary>With nothing but its configuration.</summary>
    public void Start()
    {
        Note("starts");
        IsRunning = true;
        Area.Clear();
        Own.Clear();
        Authenticator = new Authenticator(Settings.Keyring, new SequenceCounter(_reserved, World.UnixSeconds));
        Interfaces.ForEach(link => link.Start());
        Tick(++_life);
    }

    /// <summary>Without a word.</summary>
    public void Stop()
    {
        Note("is gone");
        IsRunning = false;
        _life++;
        _reserved = Authenticator.Reserved;
        Interfaces.ForEach(link => link.Stop());
    }

    public void Note(string what) => World.Note(Name, what);

    private void Tick(long life)
    {
        if (life != _life)
        {
            return;
        }

        Interfaces.ForEach(link => link.Tick());
        Flooding.Age();
        Own.Run();
        World.Time.In(Habits.Tick, () => Tick(life));
    }
}
