using Perch.Model.Config;

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
            protocol kernel { ipv6 { export where proto = "host6"; }; }
            protocol static foreign { ipv4;
            {{routes}} }
            {{(setup.Ipv4 ? Ospf(setup, "v2 host", "ipv4", "where proto = \"foreign\"") : "")}}
            {{(setup.Ipv6 ? Ospf(setup, "v3 host6", "ipv6", "none") : "")}}
            """);
        Run("bird", "-f", "-c", file, "-s", Socket, "-P", Path.Combine(Wiring.Folder, "bird.pid"));
    }

    private string Ospf(HostSetup setup, string protocol, string channel, string export) => $$"""
        protocol ospf {{protocol}} {
          {{channel}} { import all; export {{export}}; };
          area {{setup.Area}} {
            {{(setup.Nssa ? "nssa;" : "")}}
            interface "{{Wiring.Interface}}" {
              type {{(setup.PointToPoint ? "ptp" : "broadcast")}};
              hello {{setup.Hello}}; dead {{setup.Dead}}; wait 2;
              {{(setup.TtlSecurity ? "ttl security yes;" : "")}}
              {{Keys(setup.Keys)}}
            };
          };
        }
        """;

    /// <summary>"E1 [172.30.9.54] … (150/20)": kind, then preference and cost.</summary>
    public override string Route(string address) => Ask("show", "route", "for", address);

    public override bool IsReady(bool ipv6) => Ask("show", "ospf", "interface", Name(ipv6)) is var state
        && (state.Contains("State: DR\n", StringComparison.Ordinal)
            || state.Contains("State: PtP", StringComparison.Ordinal));

    public override string Neighbors(bool ipv6) => Ask("show", "ospf", "neighbors", Name(ipv6));

    public override string Database(bool ipv6) => Ask("show", "ospf", "lsadb", Name(ipv6));

    private static string Name(bool ipv6) => ipv6 ? "host6" : "host";

    private static string Keys(IReadOnlyList<HostKey> keys) => keys switch
    {
        [] => "",
        [{ Algorithm: AuthenticationAlgorithm.Simple } key] =>
            $"authentication simple; password \"{key.Secret}\";",
        _ => "authentication cryptographic; " + string.Concat(keys.Select(key =>
            $"password \"{key.Secret}\" {{ id {key.Id}; algorithm {Algorithm(key)}; "
            + $"{Time("generate from", key.From)}{Time("generate to", key.Until)}}}; ")),
    };

    private static string Time(string words, DateTimeOffset? at) => at is { } time
        ? FormattableString.Invariant($"{words} \"{time.ToLocalTime():yyyy-MM-dd HH:mm:ss}\"; ")
        : "";

    private static string Algorithm(HostKey key) => key.Algorithm switch
    {
        AuthenticationAlgorithm.Md5 => "keyed md5",
        AuthenticationAlgorithm.HmacSha1 => "hmac sha1",
        AuthenticationAlgorithm.HmacSha384 => "hmac sha384",
        AuthenticationAlgorithm.HmacSha512 => "hmac sha512",
        _ => "hmac sha256",
    };

    private string Ask(params string[] words) => Command.Try(["birdc", "-s", Socket, .. words]).Output;
}
