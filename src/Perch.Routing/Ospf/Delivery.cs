namespace Perch.Routing.Ospf;

/// <summary>How far announcements have come.</summary>
/// <param name="SentAt">When the last of them went out, for the first time or again: whoever has acknowledged it has
/// had it since then at the latest.</param>
/// <param name="IsAcknowledged">Every router that is Full has it.</param>
public readonly record struct Delivery(TimeSpan SentAt, bool IsAcknowledged)
{
    public Delivery And(Delivery other) => new(
        SentAt > other.SentAt ? SentAt : other.SentAt, IsAcknowledged && other.IsAcknowledged);
}
