namespace Perch.Tests.Fuzz.Targets;

/// <summary>Something holds no longer that always holds.</summary>
internal sealed class BrokenException(string what) : Exception(what)
{
    public static void Unless(bool holds, string what)
    {
        if (!holds)
        {
            throw new BrokenException(what);
        }
    }
}
