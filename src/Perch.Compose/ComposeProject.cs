namespace Perch.Compose;

/// <summary>From compose.yaml to a pod: the only door of this room.</summary>
public static class ComposeProject
{
    /// <summary>Reads, checks and renders a project. Pure: no file, no process, no clock; never throws at what was written.</summary>
    public static ComposeReading Read(ComposeSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return new ComposeReading { ProjectName = "", Pods = [], Errors = [], Warnings = [], Rendered = null };
    }
}
