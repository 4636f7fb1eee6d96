namespace Perch.Tests.Tidy;

/// <summary>A check's verdict: clean, or every place that is not.</summary>
internal static class Findings
{
    public static void None(IEnumerable<string> places)
    {
        var found = places.Distinct().ToList();
        if (found.Count > 0)
        {
            Assert.Fail(string.Join('\n', found));
        }
    }
}
