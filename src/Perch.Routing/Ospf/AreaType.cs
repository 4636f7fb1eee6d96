namespace Perch.Routing.Ospf;

/// <summary>What an area takes from outside (RFC 2328 3.6, RFC 3101), as Hellos tell it by their E and N
/// bits.</summary>
public enum AreaType
{
    Normal,
    Stub,
    Nssa,
}
