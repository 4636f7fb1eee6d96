namespace Perch.Speaker.Proving;

/// <summary>What is to be proven.</summary>
/// <param name="Sockets">Listening sockets that every required port must have.</param>
/// <param name="ByPort">The same for some ports alone, by their names.</param>
/// <param name="Looks">How many must pass; null: as many as hit every socket almost certainly.</param>
/// <param name="Milliseconds">How long it may take in all.</param>
internal sealed record ProofDemand(
    int Sockets, IReadOnlyDictionary<string, int>? ByPort, int? Looks, int Milliseconds)
{
    public const int MostLooks = 1000;

    /// <summary>Fewer prove nothing, even of one socket.</summary>
    private const int FewestLooks = 3;

    /// <summary>The chance that some socket of a group is never hit.</summary>
    private const double Negligible = 1e-6;

    public int SocketsOf(string port) => ByPort?.GetValueOrDefault(port, Sockets) ?? Sockets;

    /// <summary>The kernel chooses a socket of an SO_REUSEPORT group by a hash of the addresses and ports, and every
    /// look has ports of its own: one socket of N is missed by L looks with a chance of (1 - 1/N)^L.</summary>
    public int LooksFor(int sockets) => Math.Min(MostLooks, Looks ?? Math.Max(FewestLooks, sockets < 2 ? 0
        : (int)Math.Ceiling(Math.Log(Negligible / sockets) / Math.Log(1 - (1.0 / sockets)))));
}
