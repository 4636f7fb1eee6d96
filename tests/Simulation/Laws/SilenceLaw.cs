using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Laws;

/// <summary>Who has not been heard for a dead interval is no neighbor any more (RFC 2328 10.2,
/// InactivityTimer).</summary>
internal sealed class SilenceLaw
{
    private const int TypeAt = 1;
    private const int RouterAt = 4;

    private readonly Dictionary<InstanceRun, Log> _logs = [];

    public void Hear(InstanceRun instance, OspfEvent? what)
    {
        if (what is OspfEvent.Started)
        {
            _logs[instance] = new Log(instance.Pod.Local, []);
        }
        else if (what is OspfEvent.PacketReceived packet && IsGreeting(packet.Packet.Span[TypeAt]))
        {
            var id = BinaryPrimitives.ReadUInt32BigEndian(packet.Packet.Span[RouterAt..]);
            _logs[instance].Heard[new RouterId(id)] = instance.Pod.Local;
        }
    }

    public void Check(InstanceRun instance)
    {
        var leaf = Inside.Leaf(instance.Instance);
        if (instance.HasLeft || leaf.Parameters is not { } known)
        {
            return;
        }

        var log = _logs[instance];
        foreach (var neighbor in leaf.Neighbors)
        {
            var heard = log.Heard.GetValueOrDefault(neighbor.Id, log.Started);
            Law.Holds(
                instance.Pod.Local - heard <= known.RouterDeadInterval,
                "silence", $"{instance.Pod.Name} has {neighbor}, {(instance.Pod.Local - heard).TotalSeconds} s silent");
        }
    }

    /// <summary>A router that was named as a seed may be heard by its description first.</summary>
    private static bool IsGreeting(byte type) => type <= (byte)PacketType.DatabaseDescription;

    private sealed record Log(TimeSpan Started, Dictionary<RouterId, TimeSpan> Heard);
}
