namespace Perch.Tests.Unit.Compose;

/// <summary>
/// Compares a text with the file that says how it should be; PERCH_UPDATE=1 writes the file instead.
/// </summary>
internal static class Snap
{
    public static bool Updates { get; } = Environment.GetEnvironmentVariable("PERCH_UPDATE") == "1";

    /// <summary>A null text means that there should be no such file.</summary>
    public static void Match(string path, string? actual)
    {
        if (Updates)
        {
            Write(path, actual);
            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path) : null;
        if (expected != actual)
        {
            Assert.Fail($"{path} and what came out differ{FirstDifference(expected, actual)}\n"
                + "If the new text is right: PERCH_UPDATE=1 and run again, then read the diff.\n\n"
                + $"-- came out --\n{actual ?? "(nothing)"}");
        }
    }

    private static void Write(string path, string? actual)
    {
        if (actual is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, actual);
        }
    }

    private static string FirstDifference(string? expected, string? actual)
    {
        var (left, right) = ((expected ?? "").Split('\n'), (actual ?? "").Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $" on line {line + 1}:\n- {left.ElementAtOrDefault(line)}\n+ {right.ElementAtOrDefault(line)}";
    }
}
