using Perch.Model.Config;

namespace Perch.Speaker.Config;

/// <summary>How long a service may take to leave.</summary>
internal static class DrainRules
{
    public static void Check(DrainConfig drain, List<string> problems)
    {
        problems.RequireRange("drain.deprefer", drain.Deprefer, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        problems.RequireRange("drain.depreferOnStop", drain.DepreferOnStop, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
