using Perch.Model.Status;
using Perch.Speaker.Commands;

namespace Perch.Tests.Unit.Speaker;

public sealed class StatusTextTests
{
    [Fact]
    public void Families_that_stand_for_themselves_are_told_apart()
    {
        var up = Gate(GateState.Up, "announced: 3 looks in a row passed") with { Family = "IPv4" };
        var down = Gate(GateState.Down, "withdrawn: nothing listens on udp/53 any more") with { Family = "IPv6" };
        var text = StatusText.Write(Status(down) with { Gates = [up, down] });
        Assert.Equal(
            """
            dns: not announced (speaker 0.2.0, up 3 s)
              address   172.22.76.109/32 on lo, announced
              elsewhere also announced by 10.9.9.9 (stub link, metric 10, for 1 min); area 1 is an NSSA
              address   fd42::53/128 on lo, not announced
              elsewhere announced by no other router; left behind by 10.8.8.8, which cannot be reached
              gate      IPv4 Up for 2 s: announced: 3 looks in a row passed
              listener  IPv4 udp/53 listens
              gate      IPv6 Down for 2 s: withdrawn: nothing listens on udp/53 any more
              listener  IPv6 udp/53 is missing

            """,
            text);
    }

    [Fact]
    public void One_gate_for_all_needs_no_name()
    {
        var text = StatusText.Write(Status(Gate(GateState.Up, "announced: 3 looks in a row passed")));
        Assert.Contains("  gate      Up for 2 s: announced", text, StringComparison.Ordinal);
        Assert.Contains("  listener  udp/53 listens", text, StringComparison.Ordinal);
    }

    private static SpeakerStatus Status(GateStatus gate) => new()
    {
        Speaker = "0.2.0",
        Pod = "dns",
        Uptime = TimeSpan.FromSeconds(3),
        Gate = gate,
        Addresses =
        [
            new("172.22.76.109/32", "lo")
            {
                Announced = true,
                Knowledge = Knowledge.Partial,
                KnowledgeReason = "area 1 is an NSSA",
                AlsoAnnouncedBy =
                [
                    new() { RouterId = "10.9.9.9", Form = "stub link", Metric = 10, For = TimeSpan.FromMinutes(1) },
                ],
            },
            new("fd42::53/128", "lo") { Knowledge = Knowledge.Complete, LeftBehindBy = ["10.8.8.8"] },
        ],
        Ospf = [],
        Announced = false,
        Reasons = [],
    };

    private static GateStatus Gate(GateState state, string why) => new()
    {
        State = state,
        For = TimeSpan.FromSeconds(2),
        Why = why,
        Probes = [],
        Listeners = [new ListenerStatus("udp/53", state is GateState.Up)],
    };
}
