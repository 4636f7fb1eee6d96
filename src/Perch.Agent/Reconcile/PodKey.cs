namespace Perch.Agent.Reconcile;

/// <summary>Which pod: its Compose project and the application's service.</summary>
public readonly record struct PodKey(string Project, string Service) : IComparable<PodKey>
{
    public int CompareTo(PodKey other) => (Project, Service).CompareTo((other.Project, other.Service));

    public static bool operator <(PodKey left, PodKey right) => left.CompareTo(right) < 0;

    public static bool operator >(PodKey left, PodKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(PodKey left, PodKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PodKey left, PodKey right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Project}/{Service}";
}
