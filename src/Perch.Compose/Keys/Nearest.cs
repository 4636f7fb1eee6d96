namespace Perch.Compose.Keys;

/// <summary>What somebody probably meant to write.</summary>
internal static class Nearest
{
    /// <summary>
    /// The advice at an unknown name: the nearest known one, or all of them when none is near.
    /// </summary>
    public static string Of(string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        var nearest = names.MinBy(each => Distance(name, each));

        // Two wrong letters, in a short name one: further away it is no slip of the hand.
        return nearest is not null && Distance(name, nearest) <= Math.Clamp(nearest.Length / 2, 1, 2)
            ? $"write {nearest}"
            : "known here: " + string.Join(", ", names);
    }

    /// <summary>
    /// Letters to insert, remove, replace or swap with the next (optimal string alignment).
    /// </summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Cheapest(d, a, b, (i, j));
            }
        }

        return d[a.Length, b.Length];
    }

    private static int Cheapest(int[,] d, string a, string b, (int I, int J) at)
    {
        var (i, j) = at;
        var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
    }
}
