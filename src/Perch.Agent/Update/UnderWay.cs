using Perch.Docker;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>A replacement that somebody began and that has not ended, told by what the engine has.</summary>
public sealed record UnderWay
{
    /// <summary>The container's name that it is about.</summary>
    public required string Name { get; init; }

    /// <summary>The predecessor, whatever it is called now; null when it is gone.</summary>
    public Container? Old { get; init; }

    /// <summary>The successor, whatever it is called now; null when it is gone.</summary>
    public Container? New { get; init; }

    /// <summary>A container that has the name and is neither: somebody made it since.</summary>
    public Container? Stranger { get; init; }

    /// <summary>What the successor's label says.</summary>
    public Replaces? Replaces => New is { } successor ? Update.Replaces.Of(successor) : null;

    /// <summary>The successor has its name already: what was begun is finished, not undone.</summary>
    public bool IsNamed => New?.Name == Name;

    /// <summary>Whose business it is; null when nobody's any more, so that it must be recovered.</summary>
    public string? Owner(DateTimeOffset now) => Replaces is { } label && label.Until > now ? label.By : null;

    /// <summary>The replacements of a pod that are under way or were left half done. As long as there is one, nobody
    /// else touches the pod.</summary>
    public static IReadOnlyList<UnderWay> Of(FoundPod pod) =>
        [.. pod.Aside.GroupBy(aside => ContainerNames.Of(aside.Name)).Select(group => Of(pod, group.Key, [.. group]))];

    private static UnderWay Of(FoundPod pod, string name, IReadOnlyList<Container> aside)
    {
        Container?[] members = [pod.Application, pod.Speaker, pod.Holder];
        var named = members.FirstOrDefault(member => member?.Name == name);
        var prev = Find(aside, ContainerNames.Prev(name));
        if (Find(aside, ContainerNames.Next(name)) is { } next)
        {
            var isOfNext = named?.Id == Update.Replaces.Of(next)?.Container;
            return new UnderWay
            {
                Name = name,
                New = next,
                Old = prev ?? (isOfNext ? named : null),
                Stranger = isOfNext ? null : named,
            };
        }

        var isSuccessor = named is { } there && Update.Replaces.Of(there)?.Container == prev?.Id;
        return new UnderWay
        {
            Name = name,
            New = isSuccessor ? named : null,
            Old = prev,
            Stranger = isSuccessor ? null : named,
        };
    }

    private static Container? Find(IReadOnlyList<Container> among, string name) =>
        among.Where(each => each.Name == name).Select(each => (Container?)each).FirstOrDefault();
}
