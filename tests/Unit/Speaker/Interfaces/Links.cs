using Perch.Linux;
using Perch.Model;

namespace Perch.Tests.Unit.Speaker.Interfaces;

/// <summary>Interfaces as the kernel would tell of them.</summary>
internal static class Links
{
    /// <param name="addresses">"172.18.3.54/24", with a sign before it where it is not quite usable: "?" tentative,
    /// "!" duplicate, "+" secondary or temporary, "-" deprecated.</param>
    public static NetworkLink Link(string name, params string[] addresses) =>
        new(7, name, 1500, true, name == "lo") { Addresses = [.. addresses.Select(Address)] };

    public static IpAddress Ip(string text) =>
        IpAddress.TryParse(text, out var address) ? address : throw new FormatException(text);

    public static AnycastPrefix Anycast(string text) => new(Ip(text));

    private static LinkAddress Address(string text)
    {
        var flags = text[0] switch
        {
            '?' => AddressFlags.Tentative,
            '!' => AddressFlags.Tentative | AddressFlags.DadFailed,
            '+' => AddressFlags.Secondary,
            '-' => AddressFlags.Deprecated,
            _ => AddressFlags.None,
        };
        var parts = text.TrimStart('?', '!', '+', '-').Split('/');
        var address = Ip(parts[0]);
        return new LinkAddress(
            address, int.Parse(parts[1], null), flags, address.IsLinkLocal ? AddressScope.Link : AddressScope.Global);
    }
}
