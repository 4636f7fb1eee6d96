namespace Perch.Lab;

/// <summary>FRR's zebra, ospfd and ospf6d, started by its own script.</summary>
public sealed class FrrRouter(Machine machine, RouterOptions options) : IRouter
{
    public Machine Machine => machine;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await machine.WriteAsync("/etc/frr/frr.conf", Configuration(), cancellationToken);
        await machine.DoAsync(
            "sed -i 's/^ospfd=no/ospfd=yes/; s/^ospf6d=no/ospf6d=yes/' /etc/frr/daemons", cancellationToken);
        // Its watchdog would hold our end of the streams open for as long as it lives.
        await machine.DoAsync(
            "/usr/lib/frr/frrinit.sh start >/var/log/frr-start.log 2>&1 </dev/null", cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken) =>
        await machine.DoAsync("/usr/lib/frr/frrinit.sh stop >/dev/null 2>&1", cancellationToken);

    public Task<string> NeighborsAsync(CancellationToken cancellationToken) =>
        machine.DoAsync("vtysh -c 'show ip ospf neighbor' -c 'show ipv6 ospf6 neighbor'", cancellationToken);

    private string Configuration() =>
        $"""
        log file /var/log/frr/frr.log
        {string.Join('\n', options.Interfaces.Where(one => !one.Name.Contains('*')).Select(Interface))}
        router ospf
         ospf router-id {options.RouterId}
         timers throttle spf 10 100 1000
        exit
        router ospf6
         ospf6 router-id {options.RouterId}
         timers throttle spf 10 100 1000
        exit
        {options.Extra}
        """;

    private static string Interface(OspfInterface one) =>
        $"""
        interface {one.Name}
         ip ospf area 0
         ip ospf cost {one.Cost}
         ip ospf hello-interval {one.HelloSeconds}
         ip ospf dead-interval {one.DeadSeconds}
        {(one.Passive ? " ip ospf passive" : "")}
        {(one.PointToPoint ? " ip ospf network point-to-point" : "")}
         ipv6 ospf6 area 0
         ipv6 ospf6 cost {one.Cost}
         ipv6 ospf6 hello-interval {one.HelloSeconds}
         ipv6 ospf6 dead-interval {one.DeadSeconds}
        {(one.Passive ? " ipv6 ospf6 passive" : "")}
        {(one.PointToPoint ? " ipv6 ospf6 network point-to-point" : "")}
        exit
        """;
}
