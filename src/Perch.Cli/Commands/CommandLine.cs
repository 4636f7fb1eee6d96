using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Perch.Cli.Commands.Agent;
using Perch.Docker;

namespace Perch.Cli.Commands;

/// <summary>The whole command line: its tree, its help, and the one place where a failure becomes an exit
/// code.</summary>
internal static class CommandLine
{
    /// <summary>Long enough to undo what was begun after Ctrl-C, which for an update is to stop one container and start
    /// another; then the process ends all the same. All else ends at once.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromMinutes(2);

    private const string Description = """
        Anycast services on plain Docker: announces a container's address over OSPF while it answers.

        Exit codes: 0 done; 1 failed, or not announced (status), or a failing check (doctor); 2 wrong usage or an error
        in the Compose file; 3 started but not announced in time; 4 no Docker engine; 5 refused without --force (drain,
        update); 130 interrupted.
        """;

    public static async Task<int> RunAsync(
        Session session, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var parsed = Build(session).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                session.Screen.Fail(error.Message);
            }

            session.Screen.Say($"See '{Invocation(parsed)} --help'.");
            return ExitCode.Usage;
        }

        return await InvokeAsync(session, parsed, cancellationToken);
    }

    private static async Task<int> InvokeAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationTimeout,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (CommandFailure failure)
        {
            session.Screen.Fail(failure.Message);
            return failure.ExitCode;
        }
        catch (DockerException error)
        {
            session.Screen.Fail(error.Message);
            return error.Status is null ? ExitCode.NoEngine : ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            session.Screen.Say("Interrupted.");
            return ExitCode.Interrupted;
        }
    }

    internal static Command Build(Session session)
    {
        var project = new ProjectOptions();
        // No RootCommand: that takes the executable's name, which is docker-perch where docker calls it.
        var root = new Command("perch", Description)
        {
            new HelpOption(),
            new VersionOption(),
            new CheckCommand(session, project),
            new RenderCommand(session, project),
            new UpCommand(session, project),
            new DownCommand(session, project),
            new StatusCommand(session, project),
            new EventsCommand(session, project),
            new DrainCommand(session, project),
            new UndrainCommand(session, project),
            new UpdateCommand(session, project),
            new HostConfigCommand(session, project),
            new DoctorCommand(session, project),
            new AgentCommand(session, project),
        };
        project.AddTo(root);
        root.SetAction(ShowHelp);
        AddExamples(root);
        return root;
    }

    /// <summary>The help option belongs to the root; what is printed after it, to the command that was asked
    /// about.</summary>
    private static void AddExamples(Command root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    /// <summary>"perch" alone is a question, not a mistake worth a scolding; yet nothing was done.</summary>
    private static int ShowHelp(ParseResult parsed)
    {
        new HelpAction().Invoke(parsed);
        return ExitCode.Usage;
    }

    private static string Invocation(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var parents = command.Parents.OfType<AgentCommand>().Any() ? "perch agent" : "perch";
        return command is PerchCommand ? $"{parents} {command.Name}" : parents;
    }

    private sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = usual.Invoke(parseResult);
            if (parseResult.CommandResult.Command is not PerchCommand command)
            {
                return code;
            }

            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            var width = command.Examples.Max(example => example.Line.Length);
            foreach (var (line, meaning) in command.Examples)
            {
                output.WriteLine($"  {line.PadRight(width)}  {meaning}");
            }

            return code;
        }
    }
}
