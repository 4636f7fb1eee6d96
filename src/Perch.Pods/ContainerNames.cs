namespace Perch.Pods;

/// <summary>
/// The names that a replacement gives: the successor is created as NAME.next, the predecessor is parked as NAME.prev.
/// An engine lets a name be taken once, so the successor's name is also the lock: two replacements of one container
/// exclude each other, wherever they were started.
/// </summary>
public static class ContainerNames
{
    private const string NextEnding = ".next";
    private const string PrevEnding = ".prev";

    public static string Next(string name) => name + NextEnding;

    public static string Prev(string name) => name + PrevEnding;

    /// <summary>Neither is the pod's container: the one is not yet, the other no more.</summary>
    public static bool IsAside(string name) =>
        name.EndsWith(NextEnding, StringComparison.Ordinal) || name.EndsWith(PrevEnding, StringComparison.Ordinal);

    /// <summary>The name that the replacement is about.</summary>
    public static string Of(string name) =>
        IsAside(name) ? name[..^NextEnding.Length] : name;
}
