using Perch.Model;
using Perch.Routing.Ospf;

namespace Perch.Tests.Simulation.Network;

/// <summary>Where somebody is plugged into a wire.</summary>
internal sealed class Port
{
    private const uint Net = 0x0A00_0000;
    private const int Ipv4Header = 20;
    private const int Ipv6Header = 40;

    /// <param name="host">Of the subnet of the wire: its last byte.</param>
    public Port(string name, Wire wire, int host, uint index)
    {
        (Name, Wire, Index) = (name, wire, index);
        V4 = IpAddress.FromV4(Net | ((uint)wire.Number << 8) | (uint)host);
        LinkLocal = new IpAddress(((UInt128)0xFE80 << 112) | V4.V4);
        wire.Ports.Add(this);
    }

    public string Name { get; }

    public Wire Wire { get; }

    /// <summary>The kernel's number of the interface.</summary>
    public uint Index { get; }

    public IpAddress V4 { get; }

    public IpAddress LinkLocal { get; }

    public int Mtu { get; set; } = 1500;

    public bool IsUp { get; set; } = true;

    /// <summary>It listens to AllDRouters too.</summary>
    public bool IsDesignatable { get; set; }

    public Action<Frame>? Receive { get; set; }

    public static int IpHeaderOf(IpAddress source) => source.IsV4 ? Ipv4Header : Ipv6Header;

    public IpAddress Address(bool v4) => v4 ? V4 : LinkLocal;

    /// <summary>It is sent to us, or to a group that we are in.</summary>
    public bool IsMeant(IpAddress destination) => destination == V4 || destination == LinkLocal
        || (IsDesignatable ? IsMulticast(destination) : IsAllRouters(destination));

    private static bool IsMulticast(IpAddress address) =>
        address.IsV4 ? address.V4 >> 28 == 0xE : address.Value >> 120 == 0xFF;

    private static bool IsAllRouters(IpAddress address) =>
        address == Multicast.AllRouters(address.IsV4 ? OspfVersion.V2 : OspfVersion.V3);
}
