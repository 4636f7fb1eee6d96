using System.Globalization;

namespace Perch.Model;

/// <summary>An OSPF area (RFC 2328 C.2): 0 to 4294967295, or the same number as a dotted quad.</summary>
public readonly record struct AreaId(uint Value)
{
    public static readonly AreaId Backbone = new(0);

    public static bool TryParse(string? text, out AreaId id)
    {
        id = default;
        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && !DottedQuad.TryParse(text, out value))
        {
            return false;
        }

        id = new AreaId(value);
        return true;
    }

    public override string ToString() => DottedQuad.Format(Value);
}
