namespace Perch.Model;

/// <summary>The version of Perch, which is also the tag of the speaker's image.</summary>
public static class PerchVersion
{
    public static string Current { get; } = typeof(PerchVersion).Assembly.GetName().Version!.ToString(3);
}
