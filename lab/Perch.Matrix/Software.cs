namespace Perch.Matrix;

/// <summary>A routing daemon as a Debian packages it.</summary>
/// <param name="Id">"bird-2.0": for filters.</param>
/// <param name="Name">"BIRD 2.0.12".</param>
/// <param name="Debian">Whose programs the machine runs.</param>
internal sealed record Software(string Id, string Name, string Debian, bool IsBird)
{
    public static readonly IReadOnlyList<Software> All =
    [
        new("bird-2.0", "BIRD 2.0.12", "bookworm", IsBird: true),
        new("bird-2.17", "BIRD 2.17", "trixie", IsBird: true),
        new("frr-8.4", "FRR 8.4.4", "bookworm", IsBird: false),
        new("frr-10.3", "FRR 10.3", "trixie", IsBird: false),
    ];
}
