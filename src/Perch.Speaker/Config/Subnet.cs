using System.Globalization;
using Perch.Model;

namespace Perch.Speaker.Config;

/// <summary>A subnet of either family, "172.18.3.0/24" or "fd00:3::/64".</summary>
internal readonly record struct Subnet(IpAddress Network, int PrefixLength)
{
    private const int AddressBits = 128;

    public static Subnet Of(IpAddress address, int prefixLength) =>
        new(new IpAddress(address.Value & Mask(address, prefixLength)), prefixLength);

    public static bool TryParse(string? text, out Subnet subnet)
    {
        subnet = default;
        var parts = text?.Split('/') ?? [];
        if (parts.Length != 2
            || !IpAddress.TryParse(parts[0], out var network)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > BitsOf(network))
        {
            return false;
        }

        subnet = Of(network, length);
        return true;
    }

    public bool Contains(IpAddress address) => address.IsV4 == Network.IsV4 && Of(address, PrefixLength) == this;

    public override string ToString() => $"{Network}/{PrefixLength}";

    /// <summary>An IPv4 address stands in the last 32 of 128 bits.</summary>
    private static UInt128 Mask(IpAddress address, int prefixLength)
    {
        var hostBits = BitsOf(address) - prefixLength;
        return hostBits == AddressBits ? UInt128.Zero : UInt128.MaxValue << hostBits;
    }

    private static int BitsOf(IpAddress address) => address.IsV4 ? 32 : AddressBits;
}
