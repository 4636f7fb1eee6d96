using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Matrix;

/// <summary>The router of a cell: BIRD or FRR, and what can be asked of both.</summary>
internal abstract class Router(Wiring wiring, Cell cell)
{
    protected Wiring Wiring { get; } = wiring;

    protected Cell Cell { get; } = cell;

    protected Machine Machine => Wiring.Host;

    protected string Anycast => Cell.IsV2 ? Wiring.Anycast4 : Wiring.Anycast6;

    protected string AreaNumber => Cell.Area == Area.Normal ? "0" : "1";

    public static Router Of(Wiring wiring, Cell cell) =>
        cell.Router.IsBird ? new BirdPeer(wiring, cell) : new FrrPeer(wiring, cell);

    public abstract Task StartAsync(CancellationToken token);

    /// <summary>As a power failure would end it; what it put into the kernel goes too.</summary>
    public abstract Task KillAsync(CancellationToken token);

    /// <summary>The cost of the route to the anycast address as the router has computed it; null: it has
    /// none.</summary>
    public abstract Task<int?> CostAsync(CancellationToken token);

    /// <summary>Lines of its database about LSAs of the speaker that are not being flushed.</summary>
    public abstract Task<string> LsasOfAsync(string routerId, CancellationToken token);

    public abstract string Tail();

    /// <summary>The next hop of the kernel's route; null: there is none.</summary>
    public async Task<string?> NextHopAsync(CancellationToken token)
    {
        var family = Cell.IsV2 ? "-4" : "-6";
        var output = await Machine.DoAsync($"ip -j {family} route show {Anycast}", token);
        var routes = JsonNode.Parse(output.Length == 0 ? "[]" : output)!.AsArray();
        return routes.Count == 0 ? null : (string?)routes[0]!["gateway"] ?? "none";
    }
}
