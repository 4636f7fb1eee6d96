namespace Perch.Tests.Unit.Routing.Database;

/// <summary>Through which metrics an announcement leaves and comes back.</summary>
public sealed class MetricStepsTests
{
    private const uint Metric = 10;
    private const uint Largest = 0xFF_FFFE;

    [Theory]
    [InlineData(10, 10, 29)]
    [InlineData(10, 20, 39)]
    [InlineData(1, 1, 11)]
    [InlineData(100, 10, 0)]
    public void The_host_stays_and_the_router_before_it_turns(int toUs, int toOther, int step)
    {
        var area = new CostedArea(3) { Host = 0, Others = new() { [2] = 10 } };
        area.Join(0, 1, toUs, toUs);
        area.Join(1, 2, toOther, toOther);

        // Where the router has always preferred the other one, nobody has to be parted.
        Assert.Equal(step == 0 ? [] : [(uint)step], area.Steps(Metric));
        Assert.Equal(step != 0, area.MayLoop(Metric, Largest));
    }

    [Fact]
    public void Each_router_of_a_chain_that_uses_us_has_a_metric_of_its_own()
    {
        var area = Chain(6, cost: 5);
        Assert.Equal([24u, 34u], area.Steps(Metric));
    }

    [Fact]
    public void Nobody_else_is_nothing_to_part()
    {
        var area = new CostedArea(2) { Host = 0 };
        area.Join(0, 1, 10, 10);
        Assert.Empty(area.Steps(Metric));
    }

    [Fact]
    public void What_lies_behind_a_border_turns_before_the_border_does()
    {
        // The host is a border router and the only one of its area: all that is known is where it would go itself.
        var area = new CostedArea(1) { Host = 0, Others = new() { [0] = 50 } };
        Assert.Empty(area.Steps(Metric));
        Assert.Equal([49u], area.Steps(Metric, border: true));
    }

    [Fact]
    public void No_routers_send_in_a_circle_whatever_the_network_and_the_order()
    {
        var random = new Random(4711);
        var (needed, most) = (0, 0);
        for (var number = 0; number < 2000; number++)
        {
            var area = Random(random, symmetric: true);
            var steps = area.Steps(Metric);
            long[] metrics = [Metric, .. steps, Largest];
            foreach (var (before, after) in metrics.Zip(metrics.Skip(1)))
            {
                Assert.True(before < after, $"network {number}: {string.Join(' ', metrics)}");
                Assert.False(area.MayLoop(before, after), $"network {number}: {before} to {after}");
            }

            needed += area.MayLoop(Metric, Largest) ? 1 : 0;
            most = Math.Max(most, steps.Count);
        }

        // The law is worth nothing where it cannot be broken.
        Assert.InRange(needed, 300, 2000);
        Assert.InRange(most, 3, 10);
    }

    [Fact]
    public void Where_the_two_directions_cost_differently_hardly_any_do()
    {
        var random = new Random(4711);
        var loops = 0;
        for (var number = 0; number < 2000; number++)
        {
            var area = Random(random, symmetric: false);
            long[] metrics = [Metric, .. area.Steps(Metric), Largest];
            loops += metrics.Zip(metrics.Skip(1)).Any(step => area.MayLoop(step.First, step.Second)) ? 1 : 0;
        }

        Assert.InRange(loops, 0, 20);
    }

    private static CostedArea Chain(int routers, int cost)
    {
        var area = new CostedArea(routers) { Host = 0, Others = new() { [routers - 1] = 10 } };
        for (var router = 1; router < routers; router++)
        {
            area.Join(router - 1, router, cost, cost);
        }

        return area;
    }

    private static CostedArea Random(Random random, bool symmetric)
    {
        var routers = random.Next(2, 9);
        var area = new CostedArea(routers)
        {
            Host = 0,
            Others = new() { [random.Next(1, routers)] = random.Next(1, 40), [random.Next(1, routers)] = 10 },
        };
        for (var router = 1; router < routers; router++)
        {
            Join(router, random.Next(router));
        }

        for (var more = random.Next(routers); more > 0; more--)
        {
            var (one, other) = (random.Next(routers), random.Next(routers));
            if (one != other)
            {
                Join(one, other);
            }
        }

        return area;

        void Join(int one, int other)
        {
            var cost = random.Next(1, 20);
            area.Join(one, other, cost, symmetric ? cost : random.Next(1, 20));
        }
    }
}
