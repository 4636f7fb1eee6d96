namespace Perch.Lab;

/// <summary>BIRD 2 as an operator runs it: what OSPF learns goes into the kernel.</summary>
public sealed class BirdRouter(Machine machine, RouterOptions options) : IRouter
{
    private const string Log = "/var/log/bird.log";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public Machine Machine => machine;

    public Task StartAsync(CancellationToken cancellationToken) => StartAsync(Configuration(), cancellationToken);

    /// <summary>Starts with a configuration that somebody else has written.</summary>
    public async Task StartAsync(string configuration, CancellationToken cancellationToken)
    {
        await machine.WriteAsync("/etc/bird/bird.conf", configuration, cancellationToken);
        await machine.DoAsync("bird", cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await machine.DoAsync("birdc down", cancellationToken);
        await Until.SoAsync(
            $"end of BIRD on {machine.Name}", Limit,
            async token => !(await machine.RunAsync("pidof bird", token)).Success, cancellationToken);
    }

    /// <summary>Takes another configuration without a restart.</summary>
    public async Task ConfigureAsync(string configuration, CancellationToken cancellationToken)
    {
        await machine.WriteAsync("/etc/bird/bird.conf", configuration, cancellationToken);
        await machine.DoAsync("birdc configure", cancellationToken);
    }

    public Task<string> NeighborsAsync(CancellationToken cancellationToken) =>
        machine.DoAsync("birdc show ospf neighbors anycast; birdc show ospf neighbors anycast6", cancellationToken);

    public string Configuration() =>
        $$"""
        router id {{options.RouterId}};
        log "{{Log}}" all;
        protocol device { scan time 1; }
        {{Protocol(2, "anycast", "ipv4")}}
        {{Protocol(3, "anycast6", "ipv6")}}
        {{options.Extra}}
        """;

    private string Protocol(int version, string name, string channel) =>
        $$"""
        protocol kernel {
          merge paths on;
          {{channel}} { import none; export where source ~ [ RTS_OSPF, RTS_OSPF_IA, RTS_OSPF_EXT1, RTS_OSPF_EXT2 ]; };
        }
        protocol ospf v{{version}} {{name}} {
          debug { {{(options.LogsEvents ? "states, events" : "states")}} };
          {{channel}} { import all; export none; };
          area 0 {
        {{string.Join('\n', options.Interfaces.Select(Interface))}}
          };
        }
        """;

    private static string Interface(OspfInterface one)
    {
        var kind = one switch
        {
            { Passive: true } => "stub;",
            { PointToPoint: true } => "type ptp;",
            _ => "wait 2;",
        };
        return $$"""
                interface "{{one.Name}}" {
                  {{kind}} cost {{one.Cost}}; hello {{one.HelloSeconds}}; dead {{one.DeadSeconds}};
                };
            """;
    }
}
