using Perch.Model;

namespace Perch.Tests.Simulation.Network;

/// <summary>What a wire does to packets that cross it.</summary>
/// <param name="Loss">The part that does not arrive.</param>
/// <param name="Duplication">The part that arrives twice.</param>
/// <param name="Delay">The longest time on the way; what leaves later may arrive earlier, but not in fair
/// weather.</param>
internal readonly record struct Weather(double Loss, double Duplication, TimeSpan Delay)
{
    public static readonly Weather Fair = new(0, 0, TimeSpan.FromMilliseconds(0.3));
}

/// <summary>One packet of IP on a wire.</summary>
internal readonly record struct Frame(IpAddress Source, IpAddress Destination, ReadOnlyMemory<byte> Packet);

/// <summary>A bridge, or a cable between two: everybody hears what everybody sends, but for what is lost.</summary>
internal sealed class Wire(World world, int number, bool isPointToPoint)
{
    /// <summary>What a packet takes at least.</summary>
    private static readonly TimeSpan Crossing = TimeSpan.FromMicroseconds(50);

    private readonly HashSet<(Port From, Port To)> _cuts = [];
    private readonly Dictionary<(Port From, Port To), TimeSpan> _arrivals = [];

    /// <summary>Its subnet is made of it.</summary>
    public int Number { get; } = number;

    public bool IsPointToPoint { get; } = isPointToPoint;

    public List<Port> Ports { get; } = [];

    public Weather Weather { get; set; } = Weather.Fair;

    /// <summary>Packets under way.</summary>
    public int Carried { get; private set; }

    public void Cut(Port from, Port to) => _cuts.Add((from, to));

    public void Mend()
    {
        _cuts.Clear();
        Weather = Weather.Fair;
    }

    public void Send(Port from, Frame frame)
    {
        if (!from.IsUp)
        {
            return;
        }

        foreach (var to in Ports)
        {
            if (to != from && to.IsMeant(frame.Destination) && !_cuts.Contains((from, to))
                && !world.Chance.Of(Weather.Loss))
            {
                Carry(from, to, frame);
                if (world.Chance.Of(Weather.Duplication))
                {
                    Carry(from, to, frame);
                }
            }
        }
    }

    /// <summary>The sender cuts a packet to its own MTU; a receiver with a smaller one drops what is
    /// larger.</summary>
    private void Carry(Port from, Port to, Frame frame)
    {
        if (!to.IsUp || Math.Min(frame.Packet.Length + Port.IpHeaderOf(frame.Source), from.Mtu) > to.Mtu)
        {
            return;
        }

        Carried++;
        world.Time.At(Arrival(from, to), () =>
        {
            Carried--;
            if (to.IsUp)
            {
                to.Receive?.Invoke(frame);
            }
        });
    }

    private TimeSpan Arrival(Port from, Port to)
    {
        var at = world.Now + Crossing + (Weather.Delay * world.Chance.Between(0.0, 1.0));
        if (Weather == Weather.Fair && _arrivals.TryGetValue((from, to), out var before) && before > at)
        {
            at = before;
        }

        return _arrivals[(from, to)] = at;
    }
}
