using System.Globalization;

namespace Perch.Agent.Update;

/// <summary>Times as a person says them.</summary>
internal static class Spoken
{
    public static string Duration(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");
}
