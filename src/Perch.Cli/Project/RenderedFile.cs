namespace Perch.Cli.Project;

/// <summary>The three-container file that Compose is given: .perch/compose.yaml beside the operator's
/// own.</summary>
/// <param name="ProjectName">Always handed to Compose: the file's directory must not name the project.</param>
/// <param name="Directory">The operator's project directory, from which relative paths go on.</param>
/// <param name="Profiles">Profiles to run.</param>
internal sealed record RenderedFile(string ProjectName, string Directory, IReadOnlyList<string> Profiles)
{
    /// <summary>Read and write for the owner alone: interpolated secrets stand in it.</summary>
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Files with variables, as they were given: a secret may come out of one, which the rendered file only
    /// names.</summary>
    public IReadOnlyList<string> EnvFiles { get; init; } = [];

    public string Path => System.IO.Path.Combine(Folder, "compose.yaml");

    public bool Exists => File.Exists(Path);

    private string Folder => System.IO.Path.Combine(Directory, ".perch");

    /// <summary>Under another name first: whoever reads the file meanwhile sees the old one or the new one,
    /// whole.</summary>
    public void Write(string yaml)
    {
        System.IO.Directory.CreateDirectory(Folder);
        WriteAtomically(System.IO.Path.Combine(Folder, ".gitignore"), "*\n");
        WriteAtomically(Path, yaml);
    }

    internal static void WriteAtomically(string path, string text)
    {
        var fresh = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using (var writer = new StreamWriter(fresh, options))
        {
            writer.Write(text);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
