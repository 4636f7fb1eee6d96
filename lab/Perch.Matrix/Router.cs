using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Matrix;

/// <summary>A BIRD or FRR on a machine, and what can be asked of both.</summary>
internal abstract class Router(Machine machine, string id, bool isV2, IReadOnlyList<Port> ports)
{
    protected Machine Machine => machine;

    protected string Id => id;

    protected bool IsV2 => isV2;

    protected IReadOnlyList<Port> Ports => ports;

    protected string Anycast => isV2 ? Wiring.Anycast4 : Wiring.Anycast6;

    public static Router Of(
        Software software, Machine machine, string id, bool isV2, params IReadOnlyList<Port> ports) =>
        software.IsBird ? new BirdPeer(machine, id, isV2, ports) : new FrrPeer(machine, id, isV2, ports);

    public abstract Task StartAsync(CancellationToken token);

    /// <summary>As a power failure would end it; what it put into the kernel goes too.</summary>
    public abstract Task KillAsync(CancellationToken token);

    /// <summary>The cost of the route to the anycast address as the router has computed it, of type 2 the announced
    /// one alone; null: it has none.</summary>
    public abstract Task<int?> CostAsync(bool isType2, CancellationToken token);

    /// <summary>Lines of its database about LSAs of the speaker that are not being flushed.</summary>
    public abstract Task<string> LsasOfAsync(string routerId, CancellationToken token);

    /// <summary>How many neighbors are Full.</summary>
    public abstract Task<int> FullAsync(CancellationToken token);

    public abstract string Tail();

    /// <summary>The next hop of the kernel's route; null: there is none.</summary>
    public async Task<string?> NextHopAsync(CancellationToken token)
    {
        var output = await machine.DoAsync($"ip -j {Machine.Family(Anycast)} route show {Anycast}", token);
        var routes = JsonNode.Parse(output.Length == 0 ? "[]" : output)!.AsArray();
        return routes.Count == 0 ? null : (string?)routes[0]!["gateway"] ?? "none";
    }
}
