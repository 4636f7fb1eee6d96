using Perch.Cli.Terminal;
using Perch.Model.Status;
using Perch.Pods;
using Spectre.Console;

namespace Perch.Tests.Unit.Cli;

public sealed class PodTableTests
{
    private const string Escape = "\u001b";

    private static readonly PodReport Announced = PodReport.Of(
        SamplePods.Whole(), new SpeakerAnswer(SamplePods.Status(GateState.Up, announced: true), null));

    private static readonly PodReport Down = PodReport.Of(
        SamplePods.Whole() with { Application = SamplePods.Member("dns-web-1", "exited") },
        new SpeakerAnswer(SamplePods.Status(GateState.Down, announced: false, "nobody listens on udp/53"), null));

    [Fact]
    public void Pods_are_rows_and_reasons_stand_below() => Assert.Equal(
        """
        SERVICE  STATE     FOR  ADDRESSES        ROUTER                 ACKED
        powerdns announced 42 s 172.22.76.109/32 10.99.1.2 Full on eth0 yes
        powerdns down      42 s 172.22.76.109/32 none heard on eth0     -
          powerdns: dns-web-1 has ended (exit code 1): see 'docker logs dns-web-1'
          powerdns: nobody listens on udp/53

        """,
        string.Join('\n', Written(default).Split('\n').Select(line => line.TrimEnd())));

    [Fact]
    public void Without_a_terminal_there_is_no_escape_sequence() =>
        Assert.DoesNotContain(Escape, Written(default), StringComparison.Ordinal);

    [Fact]
    public void On_a_terminal_states_have_colours() =>
        Assert.Contains($"{Escape}[32mannounced", Written(Terminal(colours: true)), StringComparison.Ordinal);

    [Fact]
    public void With_no_color_they_have_none() =>
        Assert.DoesNotContain($"{Escape}[3", Written(Terminal(colours: false)), StringComparison.Ordinal);

    [Fact]
    public void A_router_of_the_other_family_is_told_apart()
    {
        var status = SamplePods.Status(GateState.Up, announced: true);
        var both = status with { Ospf = [status.Ospf[0], status.Ospf[0] with { Version = 3 }] };
        Assert.Equal(
            "powerdns: announced, 10.99.1.2 Full on eth0, 10.99.1.2 Full on eth0, IPv6",
            PodTable.Line(PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(both, null))));
    }

    [Fact]
    public void A_line_for_a_log_says_it_all() => Assert.Equal(
        "powerdns: down, none heard on eth0; dns-web-1 has ended (exit code 1): see 'docker logs dns-web-1'; "
            + "nobody listens on udp/53",
        PodTable.Line(Down));

    private static ScreenTraits Terminal(bool colours) => new(true, true, colours, Moves: true);

    private static string Written(ScreenTraits traits)
    {
        var data = new StringWriter();
        new Screen(data, new StringWriter(), traits).Data.Write(PodTable.Of([Announced, Down]));
        return data.ToString();
    }
}
