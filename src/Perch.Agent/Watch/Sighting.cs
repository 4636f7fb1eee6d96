using System.Text.RegularExpressions;
using Perch.Agent.Reconcile;
using Perch.Agent.Update;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;

namespace Perch.Agent.Watch;

/// <summary>A pod as it was seen: what is decided by, and the raw containers that it was told from.</summary>
internal sealed partial record Sighting(SeenPod Pod, IReadOnlyList<Container> Raw)
{
    private const string ReplaceLabel = "com.docker.compose.replace";

    /// <summary>Which part of its pod a container is.</summary>
    public static string RoleOf(Container container) =>
        container.Labels.GetValueOrDefault(PodNames.RoleLabel) ?? PodNames.ApplicationRole;

    public Container? Find(string id) =>
        Raw.Where(container => container.Id == id).Select(container => (Container?)container).FirstOrDefault();

    /// <summary>Its containers, for who wants to know.</summary>
    public IReadOnlyList<MemberStanding> Standings()
    {
        var holder = Pod.Holder is { } there ? Find(there.Id) : null;
        return
        [
            .. Pod.Containers.Select(seen => Find(seen.Id)).OfType<Container>()
                .Select(container => MemberStanding.Of(RoleOf(container), container, holder)),
        ];
    }

    /// <summary>What is being replaced by an order that Perch carries out, here or elsewhere.</summary>
    public UpdateStanding? Update()
    {
        var pod = new FoundPod(Pod.Key.Project, Pod.Key.Service)
        {
            Holder = Settled(Pod.Holder),
            Speaker = Settled(Member(PodNames.SpeakerRole)),
            Application = Settled(Member(PodNames.ApplicationRole)),
            Aside = [.. Raw.Where(container => ContainerNames.IsAside(container.Name))],
        };
        return (from left in UnderWay.Of(pod)
                let replaces = left.Replaces
                where replaces is not null
                select new UpdateStanding(left.Name, replaces.Reference ?? "", replaces.By, replaces.Kind))
            .FirstOrDefault();
    }

    /// <param name="key">Which pod.</param>
    /// <param name="containers">What carries its labels and could be inspected.</param>
    /// <param name="unreadable">What could not.</param>
    public static Sighting Of(
        PodKey key, IReadOnlyList<Container> containers, IReadOnlyList<(ContainerEntry Entry, string Why)> unreadable)
    {
        var aside = containers.Where(container => IsInFlight(container, containers)).ToList();
        var settled = containers.Except(aside).ToList();
        return new Sighting(
            new SeenPod(key)
            {
                Holder = Choose(settled, PodNames.HolderRole),
                Members =
                [
                    .. new[] { PodNames.SpeakerRole, PodNames.ApplicationRole }
                        .Select(role => Choose(settled, role)).OfType<SeenContainer>(),
                ],
                InFlight = [.. aside.Select(container => container.Name)],
                Unreadable = [.. unreadable.Select(broken => $"{broken.Entry.Name} cannot be inspected: {broken.Why}")],
                HolderIsUnreadable = unreadable.Any(broken =>
                    broken.Entry.Labels.GetValueOrDefault(PodNames.RoleLabel) == PodNames.HolderRole),
            },
            containers);
    }

    private SeenContainer? Member(string role) =>
        Pod.Members.FirstOrDefault(member => Find(member.Id) is { } raw && RoleOf(raw) == role);

    private Container? Settled(SeenContainer? seen) => seen is null ? null : Find(seen.Id);

    /// <summary>Compose's temporary name, 12 digits and the name to be; its label while the container that it names is
    /// there; the names of our own replacements.</summary>
    private static bool IsInFlight(Container container, IReadOnlyList<Container> all) =>
        ContainerNames.IsAside(container.Name)
        || TemporaryName().IsMatch(container.Name)
        || (container.Labels.TryGetValue(ReplaceLabel, out var replaced)
            && all.Any(other => other.Id == replaced || other.Name == replaced));

    /// <summary>The running one, where there are several.</summary>
    private static SeenContainer? Choose(IEnumerable<Container> containers, string role)
    {
        var seen = containers.Where(container => RoleOf(container) == role).Select(Of).ToList();
        return seen.Find(container => container.IsRunning) ?? seen.FirstOrDefault();
    }

    private static SeenContainer Of(Container container) => new()
    {
        Id = container.Id,
        Name = NameBinding.ProperName(container.Name),
        IsMisnamed = container.Name != NameBinding.ProperName(container.Name),
        State = container.State,
        StartedAt = container.StartedAt,
        Error = container.Error,
        NetworkMode = container.NetworkMode,
        IsMeantToRun = container.RestartPolicy is "always" or "unless-stopped",
    };

    [GeneratedRegex("^[0-9a-f]{12}_.")]
    private static partial Regex TemporaryName();
}
