using Perch.Linux;
using Perch.Model;

namespace Perch.Speaker.Interfaces;

/// <summary>Why an interface has no link-local address to speak OSPFv3 from, and what to do.</summary>
internal static class Ipv6Lack
{
    /// <summary>RFC 8200 5: the kernel has no IPv6 on an interface whose MTU is smaller.</summary>
    private const int LeastMtu = 1280;

    /// <param name="link">An interface without a link-local address that can be used.</param>
    /// <param name="isDisabled">What the sysctl of an interface says (<see cref="Ipv6Sysctl"/>).</param>
    public static Lack Of(NetworkLink link, Func<string, bool?> isDisabled)
    {
        var ours = link.Addresses.Where(address => address.Value.IsLinkLocal).ToList();
        return ours.Find(address => address.IsDuplicate) is { Value.IsNone: false } duplicate
            ? new(Severity.Warning, $"{duplicate.Value} on {link.Name} is another machine's too, says duplicate "
                + "address detection, and the kernel does not use it: give one of the two another MAC address")
            : ours.Count > 0
                ? new(Severity.Debug, $"{link.Name}: {ours[0].Value} is being looked for on other machines (duplicate "
                    + "address detection); OSPFv3 starts when none has it")
            : isDisabled(link.Name) is true ? new(Severity.Warning, $"{link.Name}: {DisabledOn(link.Name)}")
            : link.Mtu < LeastMtu
                ? new(Severity.Warning, $"{link.Name} has an MTU of {link.Mtu}: IPv6 needs {LeastMtu}; give its "
                    + "network that much, com.docker.network.driver.mtu under driver_opts")
            : !link.Up ? new(Severity.Information, $"{link.Name} is down, and has no link-local address to speak from")
            : new(Severity.Warning, $"{link.Name} has no link-local IPv6 address to speak OSPFv3 from: "
                + $"the kernel makes one where net.ipv6.conf.{link.Name}.addr_gen_mode is 0; write that on the holder");
    }

    public static string DisabledOn(string name) =>
        $"IPv6 is disabled there ({Ipv6Sysctl.NameOf(name)} is 1); perch render gives the holder "
            + "sysctls: net.ipv6.conf.all.disable_ipv6=0: render anew and let Compose recreate the holder, "
            + "or write that yourself";
}

/// <summary>What is missing, and how grave that is: what mends itself in a second is no warning.</summary>
internal readonly record struct Lack(Severity Severity, string Sentence);
