namespace Perch.Matrix;

/// <summary>What <c>./build</c> has left.</summary>
internal static class Programs
{
    public static string Folder { get; } =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    public static string Speaker => Path.Combine(Folder, "perch-speaker");
}
