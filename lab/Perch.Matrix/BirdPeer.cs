using System.Globalization;
using System.Text.RegularExpressions;
using Perch.Lab;
using Perch.Model.Config;

namespace Perch.Matrix;

/// <summary>BIRD 2.</summary>
internal sealed partial class BirdPeer(Machine machine, string id, bool isV2, IReadOnlyList<Port> ports)
    : Router(machine, id, isV2, ports)
{
    private const string Log = "/var/log/bird.log";

    public override async Task StartAsync(CancellationToken token)
    {
        await Machine.WriteAsync("/etc/bird/bird.conf", Configuration(), token);
        await Machine.DoAsync("bird", token);
    }

    public override async Task KillAsync(CancellationToken token)
    {
        await Machine.DoAsync("pkill -KILL -x bird; while pgrep -x bird >/dev/null; do sleep 0.02; done", token);
        await Machine.DoAsync(
            "rm -f /run/bird/bird.ctl; ip route flush proto bird; ip -6 route flush proto bird", token);
    }

    public override async Task<int?> CostAsync(bool isType2, CancellationToken token)
    {
        var text = (await Machine.RunAsync($"birdc show route for {Anycast} all", token)).Output;
        var field = isType2 ? Metric2().Match(text) : Metric1().Match(text);
        return field.Success ? int.Parse(field.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    public override async Task<string> LsasOfAsync(string routerId, CancellationToken token)
    {
        var text = (await Machine.RunAsync($"birdc show ospf lsadb router {routerId}", token)).Output;
        return string.Join('\n', text.Split('\n').Where(line =>
            line.Contains(routerId, StringComparison.Ordinal) && !line.Contains(" 3600 ", StringComparison.Ordinal)));
    }

    public override async Task<int> FullAsync(CancellationToken token) =>
        (await Machine.RunAsync("birdc show ospf neighbors", token)).Output.Split('\n')
            .Count(line => line.Contains("Full", StringComparison.Ordinal));

    public override string Tail() => Machine.Tail(Log);

    private string Configuration() =>
        $$"""
        router id {{Id}};
        log "{{Log}}" all;
        protocol device { scan time 1; }
        protocol kernel {
          {{Channel}} {
            import none;
            export where source ~ [ RTS_OSPF, RTS_OSPF_IA, RTS_OSPF_EXT1, RTS_OSPF_EXT2 ];
          };
        }
        protocol ospf {{(IsV2 ? "v2" : "v3")}} peer {
          debug { states };
          {{Channel}} { import all; export none; };
          {{string.Join("\n  ", Ports.Select(OfPort))}}
        }
        """;

    private string Channel => IsV2 ? "ipv4" : "ipv6";

    private static string OfPort(Port port) =>
        $$"""
          area {{port.AreaNumber}} {
            {{Kind(port.Area)}}
            interface "{{port.Interface}}" {
              type {{(port.Link == NetworkType.Broadcast ? "broadcast" : "ptp")}};
              cost {{port.Cost}}; hello 1; dead 4; wait 2;
              {{Keys(port.Authentication)}}
            };
          };
        """;

    private static string Kind(Area area) => area switch
    {
        Area.Stub => "stub;",
        Area.Nssa => "nssa;",
        _ => "",
    };

    private static string Keys(Authentication authentication) => authentication switch
    {
        Authentication.None => "",
        Authentication.Md5 => $"authentication cryptographic; password \"{Wiring.Secret}\" {{ id 1; }};",
        _ => $"authentication cryptographic; password \"{Wiring.Secret}\" {{ id 1; algorithm hmac sha256; }};",
    };

    [GeneratedRegex(@"OSPF\.metric1: (\d+)|ospf_metric1: (\d+)")]
    private static partial Regex Metric1();

    [GeneratedRegex(@"OSPF\.metric2: (\d+)|ospf_metric2: (\d+)")]
    private static partial Regex Metric2();
}
