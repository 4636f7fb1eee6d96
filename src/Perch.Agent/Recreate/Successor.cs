using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>
/// From a container and its image to its successor: the same in all that its user chose, new in all that its image
/// brings. What cannot be carried over is refused here, before anything stops.
/// </summary>
public static class Successor
{
    public static SuccessorPlan Plan(SuccessorOrder order)
    {
        List<string> refusals = [.. Refusals(order)];
        return refusals.Count > 0
            ? new SuccessorPlan { Refusals = refusals }
            : new SuccessorPlan { Body = Body(order), Notes = [.. Notes(order)] };
    }

    /// <summary>The containers that must be inspected for the plan: <see cref="SuccessorOrder.References"/>.</summary>
    public static IReadOnlyList<string> ReferencesOf(JsonObject container) => SharedNamespaces.Of(container);

    private static JsonObject Body(SuccessorOrder order)
    {
        var body = ConfigRecipe.Of(order);
        body["HostConfig"] = HostConfigRecipe.Of(order);
        return body;
    }

    private static IEnumerable<string> Refusals(SuccessorOrder order)
    {
        if (order.Container.Object("HostConfig").Flag("AutoRemove"))
        {
            yield return "it removes itself when it stops (--rm), so there would be no way back: create it without";
        }

        if (order.Reference.StartsWith("sha256:", StringComparison.Ordinal) && order.OldImage != order.NewImage)
        {
            yield return "it was created from an image without a name: say which with --image";
        }

        if (order.Holder is not null && !order.Container.Object("HostConfig").Text("NetworkMode")
            .StartsWith(SharedNamespaces.Container, StringComparison.Ordinal))
        {
            yield return "it is not in the pod's network namespace: run 'perch up'";
        }

        foreach (var refusal in SharedNamespaces.Refusals(order))
        {
            yield return refusal;
        }
    }

    private static IEnumerable<string> Notes(SuccessorOrder order)
    {
        var shared = order.Container.Object("HostConfig").Object("Sysctls").Select(sysctl => sysctl.Key)
            .Where(name => name.StartsWith("net.", StringComparison.Ordinal)).ToList();
        if (order.Holder is not null && shared.Count > 0)
        {
            yield return $"{string.Join(" and ", shared)} count for the whole pod: better set on the holder";
        }
    }
}
