namespace Perch.Linux;

/// <summary>A network interface as the kernel has it now.</summary>
/// <param name="Up">Administratively up, with a carrier.</param>
public sealed record NetworkLink(int Index, string Name, int Mtu, bool Up, bool Loopback)
{
    /// <summary>IPv4 only, in the kernel's order: primary addresses before their secondaries.</summary>
    public IReadOnlyList<LinkAddress> Addresses { get; init; } = [];
}

/// <summary>An IPv4 address of an interface.</summary>
/// <param name="Value">Big-endian: 10.0.0.1 is 0x0A000001.</param>
/// <param name="Secondary">Another address of the same subnet came first.</param>
public readonly record struct LinkAddress(uint Value, int PrefixLength, bool Secondary);
