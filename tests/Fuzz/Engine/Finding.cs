using System.Diagnostics;

namespace Perch.Tests.Fuzz.Engine;

/// <summary>An input that broke something, kept as a file, and how to play it again.</summary>
internal sealed record Finding(string Path, string What, string Replay)
{
    public static Finding Save(Target target, byte[] input, Exception thrown)
    {
        var path = Corpus.Save(System.IO.Path.Combine(Corpus.Findings, target.Name), input);
        return new Finding(path, thrown.ToString(), ReplayOf(target, path));
    }

    public static string ReplayOf(Target target, string path) =>
        $"dotnet run --project tests/Fuzz -- replay {target.Name} {path}";

    /// <summary>The kind of exception, and where in our code it was thrown.</summary>
    public static string PlaceOf(Exception thrown)
    {
        var frame = new StackTrace(thrown).GetFrames().FirstOrDefault(frame =>
            frame.GetMethod()?.DeclaringType?.Namespace?.StartsWith("Perch.", StringComparison.Ordinal) == true);
        return $"{thrown.GetType().Name} {thrown.Message.Split(':')[0]} {frame?.GetMethod()} {frame?.GetILOffset()}";
    }

    public override string ToString() => $"{What}\nplay it again with: {Replay}";
}
