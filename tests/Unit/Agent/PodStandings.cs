using Perch.Agent;
using Perch.Agent.Reconcile;
using Perch.Pods;

namespace Perch.Tests.Unit.Agent;

/// <summary>Pods as the agent's loop shows them to who watches beside it.</summary>
internal static class PodStandings
{
    public static PodStanding Well(string service = "powerdns") => new()
    {
        Project = "dns",
        Service = service,
        Verdict = VerdictKind.Well,
        Reason = "",
        Notes = [],
        Heals = 0,
        Members = [Member("holder"), Member("speaker"), Member("application")],
    };

    public static MemberStanding Member(string role, string id = "1") => new()
    {
        Role = role,
        Name = $"dns-{role}-1",
        Id = role + id,
        State = "running",
        Bound = role == "holder" ? Binding.None : Binding.Name,
        Namespace = role == "holder" ? Residence.None : Residence.Right,
        Image = $"lab/{role}:{id}",
    };

    public static PodStanding With(this PodStanding pod, MemberStanding member) => pod with
    {
        Members = [.. pod.Members.Where(other => other.Role != member.Role), member],
    };
}
