namespace Perch.Compose;

/// <summary>One thing that is wrong in a Compose file, where it stands, and what to write instead.</summary>
/// <param name="File">The source file, as it was named to Perch.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Path">The key, as "services.powerdns.x-anycast.addresses[0]"; empty for the file as a whole.</param>
/// <param name="Problem">What is wrong, in one sentence without a full stop.</param>
/// <param name="Fix">What to write instead; null when the problem says it all.</param>
public sealed record ComposeError(string File, int Line, int Column, string Path, string Problem, string? Fix)
{
    /// <summary>As compilers print it, so that editors and terminals can jump to the place.</summary>
    public override string ToString()
    {
        var path = Path.Length > 0 ? Path + ": " : "";
        var fix = Fix is null ? "" : "; " + Fix;
        return $"{File}:{Line}:{Column}: {path}{Problem}{fix}";
    }
}
