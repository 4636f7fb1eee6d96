namespace Perch.Tests.Interop;

/// <summary>BIRD 2 as Debian packages it.</summary>
internal sealed class Bird(Wiring wiring) : HostRouter(wiring)
{
    private string Socket => Path.Combine(Wiring.Folder, "bird.ctl");

    public override void Start(HostSetup setup)
    {
        var routes = string.Concat(Enumerable.Range(0, setup.ForeignRoutes)
            .Select(i => $"  route 100.{64 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}/32 blackhole;\n"));
        var file = Path.Combine(Wiring.Folder, "bird.conf");
        File.WriteAllText(file, $$"""
            log stderr all;
            router id {{setup.RouterId}};
            protocol device {}
            protocol kernel { ipv4 { export where proto = "host"; }; }
            protocol static foreign { ipv4;
            {{routes}} }
            protocol ospf v2 host {
              ipv4 { import all; export where proto = "foreign"; };
              area {{setup.Area}} {
                {{(setup.Nssa ? "nssa;" : "")}}
                interface "{{Wiring.Interface}}" {
                  type {{(setup.PointToPoint ? "ptp" : "broadcast")}};
                  hello {{setup.Hello}}; dead {{setup.Dead}}; wait 2;
                };
              };
            }
            """);
        Run("bird", "-f", "-c", file, "-s", Socket, "-P", Path.Combine(Wiring.Folder, "bird.pid"));
    }

    /// <summary>"E1 [172.30.9.54] … (150/20)": kind, then preference and cost.</summary>
    public override string Route(string address) => Ask("show", "route", "for", address);

    public override bool IsReady => Ask("show", "ospf", "interface") is var state
        && (state.Contains("State: DR\n", StringComparison.Ordinal)
            || state.Contains("State: PtP", StringComparison.Ordinal));

    public override string Neighbors() => Ask("show", "ospf", "neighbors");

    private string Ask(params string[] words) => Command.Try(["birdc", "-s", Socket, .. words]).Output;
}
