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
        Line(text, "gate", $"{status.Gate.State} for {Spoken.Duration(status.Gate.For)}: {status.Gate.Why}");
        foreach (var address in status.Addresses)
        {
            Line(text, "address", $"{address.Address} {(address.BoundTo is { } on ? $"on {on}" : "bound nowhere")}");
        }

        foreach (var listener in status.Gate.Listeners)
        {
            Line(text, "listener", $"{listener.Name} {(listener.Listening ? "listens" : "is missing")}");
        }

        foreach (var probe in status.Gate.Probes)
        {
            Line(text, "probe", $"{probe.Name}: {Outcome(probe)}");
        }

        foreach (var instance in status.Ospf)
        {
            Write(text, instance);
        }

        foreach (var reason in status.Reasons)
        {
            Line(text, "reason", reason);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, OspfStatus instance)
    {
        Line(text, instance.Interface, $"{instance.Address}, router {instance.RouterId}, {instance.State}");
        var learnt = instance.Area is null
            ? "nothing learnt yet"
            : $"area {instance.Area}, {instance.NetworkType}, "
                + $"hello {instance.HelloSeconds} s, dead {instance.DeadSeconds} s";
        Line(text, "", $"{learnt}, MTU {instance.Mtu}");
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
