using System.CommandLine;
using Perch.Cli.Project;

namespace Perch.Cli.Commands;

/// <summary>Compose's options for naming a project, as Compose has them; taken before and after the command's
/// name.</summary>
internal sealed class ProjectOptions
{
    private readonly Option<string?> _name = new("--project-name", "-p")
    {
        Description = "Name of the Compose project",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _files = new("--file", "-f")
    {
        Description = "Compose file; may be given more than once",
        HelpName = "FILE",
    };

    private readonly Option<string?> _directory = new("--project-directory")
    {
        Description = "Directory that relative paths start from",
        HelpName = "DIR",
    };

    private readonly Option<string[]> _envFiles = new("--env-file")
    {
        Description = "File with variables for the Compose file",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _profiles = new("--profile")
    {
        Description = "Profile to run; may be given more than once",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _name, _files, _directory, _envFiles, _profiles })
        {
            option.Recursive = true;
            command.Add(option);
        }
    }

    public ProjectSelection Read(ParseResult result) => new()
    {
        Name = result.GetValue(_name),
        Files = result.GetValue(_files) ?? [],
        Directory = result.GetValue(_directory),
        EnvFiles = result.GetValue(_envFiles) ?? [],
        Profiles = result.GetValue(_profiles) ?? [],
    };
}
