namespace Perch.Routing.Ospf;

/// <summary>The interface as the kernel has it now.</summary>
/// <param name="Name">"eth0".</param>
/// <param name="Address">Primary IPv4 address, big-endian.</param>
/// <param name="PrefixLength">0 to 32.</param>
/// <param name="Mtu">In bytes, as Database Description carries it.</param>
/// <param name="Up">Administratively up, with a carrier.</param>
public sealed record OspfLink(string Name, uint Address, int PrefixLength, int Mtu, bool Up)
{
    public uint Mask => PrefixLength == 0 ? 0 : uint.MaxValue << (32 - PrefixLength);
}
