namespace Perch.Tests.Interop;

/// <summary>FRR as Debian packages it: zebra and ospfd, under a path space of their own.</summary>
internal sealed class Frr(Wiring wiring) : HostRouter(wiring)
{
    private const string Programs = "/usr/lib/frr";

    private string Sockets => Path.Combine(Wiring.Folder, "frr");

    public override void Start(HostSetup setup)
    {
        Directory.CreateDirectory(Sockets);
        File.SetUnixFileMode(Sockets, (UnixFileMode)0b111_111_111);
        AddForeignRoutes(setup.ForeignRoutes);
        var file = Path.Combine(Wiring.Folder, "frr.conf");
        File.WriteAllText(file, $"""
            log stdout
            interface {Wiring.Interface}
             ip ospf area {setup.Area}
             ip ospf network {(setup.PointToPoint ? "point-to-point" : "broadcast")}
             ip ospf hello-interval {setup.Hello}
             ip ospf dead-interval {setup.Dead}
            router ospf
             ospf router-id {setup.RouterId}
             redistribute kernel
             {(setup.Nssa ? $"area {setup.Area} nssa" : "")}

            """);
        Start("zebra", file);
        Start("ospfd", file);
    }

    public override string Route(string address) => Ask($"show ip route {address}");

    public override bool IsReady => Ask("show ip ospf interface") is var state
        && (state.Contains("State DR,", StringComparison.Ordinal)
            || state.Contains("State Point-To-Point", StringComparison.Ordinal));

    public override string Neighbors() => Ask("show ip ospf neighbor");

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

    private void Start(string program, string file) => Run(
    [
        Path.Combine(Programs, program), "-f", file, "-i", Path.Combine(Sockets, program + ".pid"),
        "--vty_socket", Sockets, "-P", "0", "--log", "stdout", "-z", Path.Combine(Sockets, "zserv.api"),
    ]);

    private string Ask(string words) => Command.Try("vtysh", "--vty_socket", Sockets, "-c", words).Output;
}
