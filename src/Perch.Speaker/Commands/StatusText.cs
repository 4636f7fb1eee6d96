using System.Text;
using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Speaker.Commands;

/// <summary>A status as people read it: short, aligned, with every reason at the end.</summary>
internal static class StatusText
{
    public static string Write(SpeakerStatus status)
    {
        var text = new StringBuilder();
        var announced = status.Announced ? "announced" : "not announced";
        text.Append($"{status.Pod}: {announced} (speaker {status.Speaker}, up {Spoken.Duration(status.Uptime)})\n");
        foreach (var address in status.Addresses)
        {
            var bound = address.BoundTo is { } on ? $"on {on}" : "bound nowhere";
            Line(text, "address", $"{address.Address} {bound}, {(address.Announced ? "" : "not ")}announced");
            Line(text, "elsewhere", Elsewhere(address));
        }

        foreach (var gate in status.Gates.Count > 0 ? status.Gates : [status.Gate])
        {
            Write(text, gate);
        }

        foreach (var instance in status.Ospf)
        {
            Write(text, instance);
        }

        if (status.HandOver is { } handOver)
        {
            Line(text, "hand-over", handOver.Said);
        }

        foreach (var reason in status.Reasons)
        {
            Line(text, "reason", reason);
        }

        return text.ToString();
    }

    private static string Elsewhere(AddressStatus address)
    {
        var others = string.Join(", ", address.AlsoAnnouncedBy.Select(other => $"{other.RouterId} "
            + $"({other.Form}, metric {other.Metric}, for {Spoken.Duration(other.For)})"));
        var gone = string.Join(", ", address.LeftBehindBy);
        var who = (others.Length > 0 ? $"also announced by {others}" : address.Knowledge is Knowledge.Complete
                ? "announced by no other router" : "no other router is known to announce it")
            + (gone.Length > 0 ? $"; left behind by {gone}, which cannot be reached" : "");
        return address.KnowledgeReason is { } reason ? $"{who}; {reason}" : who;
    }

    private static void Write(StringBuilder text, GateStatus gate)
    {
        var family = gate.Family is { } name ? name + " " : "";
        Line(text, "gate", $"{family}{gate.State} for {Spoken.Duration(gate.For)}: {gate.Why}");
        foreach (var listener in gate.Listeners)
        {
            Line(text, "listener", $"{family}{listener.Name} {(!listener.Listening ? "is missing"
                : listener.Sockets > 1 ? $"listens, on {listener.Sockets} sockets" : "listens")}");
        }

        foreach (var probe in gate.Probes)
        {
            Line(text, "probe", $"{family}{probe.Name}: {Outcome(probe)}");
        }
    }

    private static void Write(StringBuilder text, OspfStatus instance)
    {
        Line(text, instance.Interface, $"OSPFv{instance.Version} from {instance.Address}, router {instance.RouterId}, "
            + $"{instance.State}");
        var learnt = instance.Area is null
            ? "nothing learnt yet"
            : $"area {instance.Area}, {instance.NetworkType}, "
                + $"hello {instance.HelloSeconds} s, dead {instance.DeadSeconds} s";
        var keys = instance.Authentication == "none" ? "" : $", {instance.Authentication}";
        Line(text, "", $"{learnt}, MTU {instance.Mtu}{keys}");
        foreach (var neighbor in instance.Neighbors)
        {
            var role = neighbor.Role is null ? "" : $", {neighbor.Role}";
            Line(text, "neighbor", $"{neighbor.RouterId} at {neighbor.Address}{role}: "
                + $"{neighbor.State} for {Spoken.Duration(neighbor.For)}");
        }

        foreach (var route in instance.Announcements)
        {
            var acknowledged = route.Acknowledged
                ? "acknowledged"
                : $"not acknowledged, sent again {Spoken.Times(route.Retransmissions)}";
            Line(text, "route", $"{route.Prefix} as {route.Lsa}, metric {route.Metric}, {acknowledged}");
        }
    }

    private static void Line(StringBuilder text, string what, string says) =>
        text.Append("  ").Append(what.PadRight(10)).Append(says).Append('\n');

    private static string Outcome(ProbeStatus probe) => probe.Passed switch
    {
        null => "not looked yet",
        true => $"passed, {probe.Detail}, {Ago(probe)}",
        false => $"failed, {probe.Detail}, {Ago(probe)}",
    };

    private static string Ago(ProbeStatus probe) => $"{Spoken.Duration(probe.Ago ?? TimeSpan.Zero)} ago";
}
