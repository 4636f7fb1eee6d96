using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>FRR as Debian packages it: zebra, ospfd and ospf6d, under a path space of their own.</summary>
internal sealed class Frr(Wiring wiring) : HostRouter(wiring)
{
    private const string Programs = "/usr/lib/frr";

    /// <summary>A daemon that does not find zebra tries again after ten seconds. ospf6d keeps its sequence numbers in
    /// /run/frr, whatever path it is given.</summary>
    private const string WhenZebraIsThere =
        "mkdir -p /run/frr && mount --bind \"$(dirname \"$0\")\" /run/frr; until test -S \"$0\"; do sleep 0.02; done; "
        + "exec \"$@\"";

    private string Zebra => Path.Combine(Sockets, "zserv.api");

    private string Sockets => Path.Combine(Wiring.Folder, "frr");

    public override void Start(HostSetup setup)
    {
        Directory.CreateDirectory(Sockets);
        File.SetUnixFileMode(Sockets, (UnixFileMode)0b111_111_111);
        AddForeignRoutes(setup.ForeignRoutes);
        var file = Path.Combine(Wiring.Folder, "frr.conf");
        File.WriteAllText(file, "log stdout\n");
        File.Delete(Zebra);
        Start("zebra", file);
        if (setup.Ipv4)
        {
            Start("ospfd", Write(setup, "ip ospf", "ospf", "redistribute kernel"));
        }

        if (setup.Ipv6)
        {
            Start("ospf6d", Write(setup, "ipv6 ospf6", "ospf6", ""));
        }
    }

    public override string Route(string address) =>
        Ask($"show {(address.Contains(':', StringComparison.Ordinal) ? "ipv6" : "ip")} route {address}");

    /// <summary>ospf6d says "State DR", ospfd "State DR,".</summary>
    public override bool IsReady(bool ipv6) => Ask($"show {Name(ipv6)} interface") is var state
        && (state.Contains("State DR,", StringComparison.Ordinal)
            || state.Contains("State DR ", StringComparison.Ordinal)
            || state.Contains("State DR\n", StringComparison.Ordinal)
            || state.Contains("State Point", StringComparison.OrdinalIgnoreCase));

    public override string Neighbors(bool ipv6) => Ask($"show {Name(ipv6)} neighbor");

    public override string Database(bool ipv6) => Ask($"show {Name(ipv6)} database");

    private static string Name(bool ipv6) => ipv6 ? "ipv6 ospf6" : "ip ospf";

    private string Write(HostSetup setup, string prefix, string protocol, string more)
    {
        var file = Path.Combine(Wiring.Folder, protocol + ".conf");
        File.WriteAllText(file, $"""
            log stdout
            interface {Wiring.Interface}
             {prefix} area {setup.Area}
             {prefix} network {(setup.PointToPoint ? "point-to-point" : "broadcast")}
             {prefix} hello-interval {setup.Hello}
             {prefix} dead-interval {setup.Dead}
             {string.Join("\n ", setup.Keys.SelectMany(key => Key(prefix, key)))}
            router {protocol}
             {protocol} router-id {setup.RouterId}
             {more}
             {(setup.Nssa ? $"area {setup.Area} nssa" : "")}

            """);
        return file;
    }

    /// <summary>ospfd of FRR 8.4 knows no HMAC.</summary>
    private static string[] Key(string prefix, HostKey key) => key.Algorithm switch
    {
        AuthenticationAlgorithm.Simple => [$"{prefix} authentication", $"{prefix} authentication-key {key.Secret}"],
        AuthenticationAlgorithm.Md5 =>
            [$"{prefix} authentication message-digest", $"{prefix} message-digest-key {key.Id} md5 {key.Secret}"],
        _ => [$"{prefix} authentication key-id {key.Id} hash-algo hmac-sha-256 key {key.Secret}"],
    };

    /// <summary>Through the kernel: staticd takes minutes over five thousand lines.</summary>
    private void AddForeignRoutes(int count)
    {
        if (count > 0)
        {
            var file = Path.Combine(Wiring.Folder, "routes");
            File.WriteAllLines(file, Enumerable.Range(0, count)
                .Select(i => $"route replace blackhole 100.{64 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}/32"));
            Command.Run("ip", "-n", Wiring.Host, "-batch", file);
        }
    }

    private void Start(string program, string file)
    {
        string[] line =
        [
            Path.Combine(Programs, program), "-f", file, "-i", Path.Combine(Sockets, program + ".pid"),
            "--vty_socket", Sockets, "-P", "0", "--log", "stdout", "-z", Zebra,
        ];
        Run(program == "zebra" ? line : ["unshare", "--mount", "sh", "-c", WhenZebraIsThere, Zebra, .. line]);
    }

    /// <summary>As an operator types it.</summary>
    public void Configure(params string[] lines) => Command.Run(
    [
        "vtysh", "--vty_socket", Sockets, "-c", "configure terminal", .. lines.SelectMany(line => new[] { "-c", line }),
    ]);

    private string Ask(string words) => Command.Try("vtysh", "--vty_socket", Sockets, "-c", words).Output;
}
