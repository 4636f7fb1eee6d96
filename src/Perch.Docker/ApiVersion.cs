using System.Globalization;

namespace Perch.Docker;

/// <summary>A version of the Engine API, as in the path /v1.41/containers/json.</summary>
public readonly record struct ApiVersion(int Major, int Minor) : IComparable<ApiVersion>
{
    /// <summary>Engine 20.10, the oldest that is supported.</summary>
    public static readonly ApiVersion Floor = new(1, 41);

    /// <summary>Engine 28.3: the newest whose changes were read. A newer engine still speaks it.</summary>
    public static readonly ApiVersion Newest = new(1, 51);

    public static bool TryParse(string? text, out ApiVersion version)
    {
        version = default;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0
            || !TryNumber(text.AsSpan(0, dot), out var major)
            || !TryNumber(text.AsSpan(dot + 1), out var minor))
        {
            return false;
        }

        version = new ApiVersion(major, minor);
        return true;
    }

    /// <summary>The version to speak with an engine whose newest is <paramref name="server"/>.</summary>
    public static ApiVersion Negotiate(ApiVersion server) => server < Newest ? server : Newest;

    public int CompareTo(ApiVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(ApiVersion left, ApiVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ApiVersion left, ApiVersion right) => left.CompareTo(right) > 0;

    public override string ToString() => $"{Major}.{Minor}";

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
