using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Perch.Cli.Commands;
using Perch.Pods;

namespace Perch.Tests.Unit.Cli;

/// <summary>docs/commands.md names what there is: no command, exit code or state is missing from it.</summary>
public sealed class CommandsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "commands.md"));

    [Fact]
    public void Every_command_is_there()
    {
        using var run = new CommandRun();
        var commands = CommandLine.Build(run.Session()).Subcommands.Select(command => command.Name);
        Assert.All(commands, name => Assert.Contains($"`perch {name}", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_exit_code_is_there()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static);
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"| {code.GetRawConstantValue()} |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_state_is_there_as_json_writes_it() => Assert.All(
        Enum.GetNames<PodState>(),
        name => Assert.Contains($"`{JsonNamingPolicy.CamelCase.ConvertName(name)}`", Page, StringComparison.Ordinal));

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
