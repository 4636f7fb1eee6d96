using Perch.Model.Config;

namespace Perch.Matrix;

/// <summary>An interface of a router, and how it speaks OSPF there.</summary>
internal sealed record Port(string Interface, string AreaNumber, NetworkType Link, int Cost)
{
    public Area Area { get; init; } = Area.Normal;

    public Authentication Authentication { get; init; } = Authentication.None;
}
