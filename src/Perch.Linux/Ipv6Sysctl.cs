namespace Perch.Linux;

/// <summary>Whether IPv6 is switched off on an interface of this namespace: the container engine does so on networks
/// that have no IPv6 of their own, and then no link-local address ever comes.</summary>
public static class Ipv6Sysctl
{
    private const string Folder = "/proc/sys/net/ipv6/conf";

    public static string NameOf(string interfaceName) => $"net.ipv6.conf.{interfaceName}.disable_ipv6";

    /// <summary>Null where it cannot be known: /proc is not there, or the kernel has no IPv6 on the
    /// interface.</summary>
    public static bool? IsDisabled(string interfaceName)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Folder, interfaceName, "disable_ipv6")).Trim() != "0";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
