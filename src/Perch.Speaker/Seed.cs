using Perch.Linux;

namespace Perch.Speaker;

/// <summary>Seeds for chance: different in speakers that start together. Nothing secret is made of it.</summary>
internal static class Seed
{
    public static int New() => HashCode.Combine(BootClock.Now.Ticks, Environment.ProcessId);
}
