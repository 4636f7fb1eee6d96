using Perch.Compose;

namespace Perch.Cli.Project;

/// <summary>What can be written but is not yet heeded: refused, so that nobody waits for it.</summary>
internal static class NotYet
{
    public static IEnumerable<ComposeError> Of(Pod pod, string file)
    {
        if (pod.Speaker.Ospf.Authentication is not null)
        {
            yield return Error("ospf.keys", "this version does not authenticate packets", "remove keys");
        }

        ComposeError Error(string key, string problem, string fix) =>
            new(file, 1, 1, $"services.{pod.Service}.x-anycast.{key}", problem, fix);
    }
}
