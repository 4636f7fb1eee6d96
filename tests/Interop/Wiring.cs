using System.Globalization;

namespace Perch.Tests.Interop;

/// <summary>A host and its pods in network namespaces of their own, joined by a bridge or by one cable; many of them
/// side by side. What a killed run has left is taken away first, by its name.</summary>
internal sealed class Wiring : IDisposable
{
    private const string Prefix = "perch-wiring-";

    private static int _built;

    private readonly string _name =
        FormattableString.Invariant($"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _built)}");

    private readonly bool _bridged;
    private int _pods;

    static Wiring() => CleanUp(name => !IsOfLiving(name));

    public Wiring(bool bridged = true, string hostAddress = "172.30.9.1/24", int mtu = 1500)
    {
        _bridged = bridged;
        Directory.CreateDirectory(Folder);
        Host = Add("host");
        if (bridged)
        {
            Command.Run("ip", "-n", Host, "link", "add", Interface, "type", "bridge");
            Command.Run(
                "ip", "-n", Host, "link", "set", Interface, "mtu", mtu.ToString(CultureInfo.InvariantCulture), "up");
            Command.Run("ip", "-n", Host, "address", "add", hostAddress, "dev", Interface);
        }
        else
        {
            HostAddress = hostAddress;
        }
    }

    public string Folder => Path.Combine("/tmp", _name);

    public string Host { get; }

    /// <summary>The host's interface towards the pods.</summary>
    public string Interface { get; } = "br0";

    private string? HostAddress { get; }

    /// <summary>A namespace with eth0 on the bridge (or at the end of the cable) and the anycast addresses on
    /// lo.</summary>
    /// <param name="address">Of eth0; without one it has nothing but its link-local address.</param>
    public string AddPod(string? address, string?[] anycast, int mtu = 1500)
    {
        var number = ++_pods;
        var pod = Add($"pod{number}");
        var end = _bridged ? $"veth{number}" : Interface;
        Command.Run("ip", "-n", Host, "link", "add", end, "type", "veth", "peer", "name", "eth0", "netns", pod);
        if (_bridged)
        {
            Command.Run("ip", "-n", Host, "link", "set", end, "master", Interface);
        }
        else
        {
            Command.Run("ip", "-n", Host, "address", "add", HostAddress!, "dev", end);
        }

        Command.Run("ip", "-n", Host, "link", "set", end, "up");
        Command.Run("ip", "-n", pod, "link", "set", "eth0", "mtu", mtu.ToString(CultureInfo.InvariantCulture), "up");
        if (address is not null)
        {
            Command.Run("ip", "-n", pod, "address", "add", address, "dev", "eth0");
        }

        foreach (var host in anycast.OfType<string>())
        {
            Command.Run("ip", "-n", pod, "address", "add", host, "dev", "lo");
        }

        return pod;
    }

    /// <summary>The next hop of the host's route to an address; null when there is none.</summary>
    public string? NextHop(string address)
    {
        var family = address.Contains(':', StringComparison.Ordinal) ? "-6" : "-4";
        var words = Command.Try("ip", family, "-n", Host, "route", "show", address).Output.Split(' ');
        var via = Array.IndexOf(words, "via");
        return via < 0 ? null : words[via + 1];
    }

    /// <summary>The link-local address of an interface, a pod's eth0; null until the kernel has made one.</summary>
    public static string? LinkLocal(string name, string device = "eth0")
    {
        var shown = Command.Run("ip", "-6", "-o", "-n", name, "address", "show", "dev", device, "scope", "link");
        var words = shown.Split(' ');
        var at = Array.IndexOf(words, "inet6");
        return at < 0 ? null : words[at + 1].Split('/')[0];
    }

    public void Dispose()
    {
        CleanUp(name => name.StartsWith(_name + "-", StringComparison.Ordinal));
        Directory.Delete(Folder, recursive: true);
    }

    private string Add(string role)
    {
        var name = $"{_name}-{role}";
        Command.Run("ip", "netns", "add", name);
        Command.Run("ip", "-n", name, "link", "set", "lo", "up");
        return name;
    }

    /// <summary>Whether the run that made a namespace goes on.</summary>
    private static bool IsOfLiving(string name) =>
        Directory.Exists("/proc/" + name[Prefix.Length..].Split('-')[0]);

    /// <summary>Whatever runs in a namespace of this name was started there by a test.</summary>
    private static void CleanUp(Predicate<string> isOld)
    {
        foreach (var line in Command.Run("ip", "netns", "list").Split('\n'))
        {
            var name = line.Split(' ')[0];
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && isOld(name))
            {
                var pids = Command.Try("ip", "netns", "pids", name).Output;
                foreach (var pid in pids.Split('\n').Where(pid => int.TryParse(pid, out _)))
                {
                    Command.Try("kill", "-KILL", pid.Trim());
                }

                Command.Try("ip", "netns", "delete", name);
            }
        }
    }
}
