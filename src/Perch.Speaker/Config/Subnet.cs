using System.Globalization;
using Perch.Model;

namespace Perch.Speaker.Config;

/// <summary>An IPv4 subnet, "172.18.3.0/24".</summary>
internal readonly record struct Subnet(uint Network, int PrefixLength)
{
    private uint Mask => PrefixLength == 0 ? 0 : uint.MaxValue << (32 - PrefixLength);

    public static Subnet Of(uint address, int prefixLength) =>
        new(address & new Subnet(0, prefixLength).Mask, prefixLength);

    public static bool TryParse(string? text, out Subnet subnet)
    {
        subnet = default;
        var parts = text?.Split('/') ?? [];
        if (parts.Length != 2
            || !DottedQuad.TryParse(parts[0], out var network)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > 32)
        {
            return false;
        }

        subnet = Of(network, length);
        return true;
    }

    public bool Contains(uint address) => (address & Mask) == Network;

    public override string ToString() => $"{DottedQuad.Format(Network)}/{PrefixLength}";
}
