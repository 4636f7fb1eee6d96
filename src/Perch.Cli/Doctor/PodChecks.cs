using Perch.Cli.Terminal;
using Perch.Model;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Cli.Doctor;

/// <summary>The pods: do their speakers run, in one version, and does the host's router speak to them?</summary>
internal static class PodChecks
{
    public static IEnumerable<Finding> Of(Facts facts) => facts.Pods.Count == 0
        ? [Finding.Warn("pods", "No anycast service runs on this engine", "Start one with 'perch up'.")]
        : facts.Pods.SelectMany(OfPod);

    private static IEnumerable<Finding> OfPod(PodReport pod)
    {
        yield return State(pod);
        if (pod.Speaker is not { } speaker)
        {
            yield break;
        }

        if (speaker.Speaker != PerchVersion.Current)
        {
            yield return Finding.Warn(
                "speaker-version",
                $"{pod.Service}: the speaker is of Perch {speaker.Speaker}, this is {PerchVersion.Current}",
                "'perch up' replaces it.");
        }

        foreach (var ospf in speaker.Ospf)
        {
            yield return Router(pod.Service, ospf);
            if (ospf.SubnetTwin is { } twin)
            {
                yield return SubnetTwin(pod.Service, ospf, twin);
            }
        }
    }

    /// <summary>No engine sees this: the other network is on another host.</summary>
    private static Finding SubnetTwin(string service, OspfStatus ospf, string twin) => Finding.Fail(
        "subnet-twin",
        $"{service}: router {twin} is another host whose Docker network has the subnet of {ospf.Interface} "
            + $"({ospf.Address})",
        "Both hosts flush each other's network from the area, and no route lasts: write another subnet under "
            + "networks.*.ipam.config in the Compose file of one of the two, then 'perch down' and 'perch up' there.");

    private static Finding State(PodReport pod) => pod switch
    {
        { IsAnnounced: true, Reasons.Count: 0 } => Finding.Ok("pod", $"{pod.Service}: announced"),
        { IsAnnounced: true } => Finding.Warn("pod", $"{pod.Service}: announced, but", string.Join("; ", pod.Reasons)),
        { IsDrained: true } => Finding.Warn(
            "pod", $"{pod.Service}: drained by an operator", $"'perch undrain {pod.Service}' announces it again."),
        _ => Finding.Fail(
            "pod", $"{pod.Service}: not announced, it is {PodTable.Word(pod.State)}",
            pod.Reasons.Count > 0 ? string.Join("; ", pod.Reasons) : "See 'perch status'."),
    };

    private static Finding Router(string service, OspfStatus ospf)
    {
        var protocol = ospf.Version == 3 ? "OSPFv3" : "OSPF";
        if (ospf.Neighbors.Count == 0)
        {
            return Finding.Fail(
                "router", $"{service}: no router is heard on {ospf.Interface} ({ospf.Address})" + Over(ospf),
                $"The host's router must speak {protocol} on this bridge: 'perch host-config --bird' (or --frr) says "
                    + "how.");
        }

        var neighbors = string.Join(", ", ospf.Neighbors.Select(neighbor => $"{neighbor.RouterId} {neighbor.State}"));
        return ospf.Neighbors.Any(neighbor => neighbor.State == "Full")
            ? Finding.Ok("router", $"{service}: router {neighbors} on {ospf.Interface}{Over(ospf)}{Keys(ospf)}")
            : Finding.Fail(
                "router", $"{service}: router {neighbors} on {ospf.Interface}{Over(ospf)}, not yet Full",
                ospf.Reasons.Count > 0 ? string.Join("; ", ospf.Reasons) : "Wait for a few Hellos, then look again.");
    }

    private static string Over(OspfStatus ospf) => ospf.Version == 3 ? " over OSPFv3" : "";

    private static string Keys(OspfStatus ospf) =>
        ospf.Authentication == "none" ? "" : $", authenticated with {ospf.Authentication}";
}
