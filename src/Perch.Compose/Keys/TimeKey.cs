using System.Globalization;
using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key whose value is a moment, RFC 3339: always with its offset from UTC.</summary>
internal sealed record TimeKey(string Name, string Meaning) : ScalarKey<DateTimeOffset>(Name, Meaning)
{
    /// <summary>RFC 3339 5.6, with the seconds' fraction and the space of its note.</summary>
    public const string Pattern = @"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)$";

    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    public override string Values => "a time with its offset from UTC, RFC 3339";

    public override string Sample => "2026-12-01T00:00:00Z";

    protected override string? Problem(YamlScalar scalar, out DateTimeOffset value)
    {
        var text = scalar.Value.ToUpperInvariant();
        var isTime = DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
        return isTime && HasOffset(text) ? null
            : isTime ? $"{scalar.Value} does not say how far from UTC it is"
            : $"'{scalar.Value}' is not a time";
    }

    private static bool HasOffset(string time) => time.EndsWith('Z') || time[^6] is '+' or '-';
}
