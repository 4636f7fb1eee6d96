using System.Globalization;
using System.Text.RegularExpressions;
using Perch.Model.Config;

namespace Perch.Matrix;

/// <summary>BIRD 2.</summary>
internal sealed partial class BirdPeer(Wiring wiring, Cell cell) : Router(wiring, cell)
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

    public override async Task<int?> CostAsync(CancellationToken token)
    {
        var text = (await Machine.RunAsync($"birdc show route for {Anycast} all", token)).Output;
        var isType2 = Cell.Form is AnnounceAs.External2 or AnnounceAs.Nssa2;
        var field = isType2 ? Metric2().Match(text) : Metric1().Match(text);
        return field.Success ? int.Parse(field.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    public override async Task<string> LsasOfAsync(string routerId, CancellationToken token)
    {
        var text = (await Machine.RunAsync($"birdc show ospf lsadb router {routerId}", token)).Output;
        return string.Join('\n', text.Split('\n').Where(line =>
            line.Contains(routerId, StringComparison.Ordinal) && !line.Contains(" 3600 ", StringComparison.Ordinal)));
    }

    public override string Tail() => Machine.Tail(Log);

    private string Configuration() =>
        $$"""
        router id {{Wiring.RouterId}};
        log "{{Log}}" all;
        protocol device { scan time 1; }
        protocol kernel {
          {{Channel}} {
            import none;
            export where source ~ [ RTS_OSPF, RTS_OSPF_IA, RTS_OSPF_EXT1, RTS_OSPF_EXT2 ];
          };
        }
        protocol ospf {{(Cell.IsV2 ? "v2" : "v3")}} peer {
          debug { states };
          {{Channel}} { import all; export none; };
          area {{AreaNumber}} {
            {{Kind}}
            interface "{{Wiring.Interface}}" {
              type {{(Cell.Link == NetworkType.Broadcast ? "broadcast" : "ptp")}};
              cost {{Wiring.LinkCost}}; hello 1; dead 4; wait 2;
              {{Keys}}
            };
          };
        }
        """;

    private string Channel => Cell.IsV2 ? "ipv4" : "ipv6";

    private string Kind => Cell.Area switch
    {
        Area.Stub => "stub;",
        Area.Nssa => "nssa;",
        _ => "",
    };

    private string Keys => Cell.Authentication switch
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
