using Perch.Model;
using Perch.Speaker.Control;

namespace Perch.Speaker.Commands;

/// <summary>The command line of <c>perch-speaker</c>.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    public static int Run(string[] arguments) => arguments switch
    {
        ["run"] => RunCommand.Run(),
        ["status"] => StatusCommand.Run(json: false, Patience),
        ["status", "--json"] => StatusCommand.Run(json: true, Patience),
        ["drain"] => AskCommand.Run(ControlVerb.Drain, Patience),
        ["drain", "--force"] => AskCommand.Run(new ControlRequest(ControlVerb.Drain) { Force = true }, Patience),
        ["undrain"] => AskCommand.Run(ControlVerb.Undrain, Patience),
        ["handover"] => AskCommand.Run(ControlVerb.HandOver, Patience),
        ["prove", .. var options] => ProveCommand.Run(options),
        ["repeat", "--for", var time] => RepeatCommand.Run(time, Patience),
        ["health"] => AskCommand.Run(ControlVerb.Health, Pulse),
        ["--help" or "-h" or "help"] => Say(Help),
        ["--version"] => Say($"perch-speaker {PerchVersion.Current}\n"),
        [] => Complain(Help),
        _ => Complain($"perch-speaker: no command '{string.Join(' ', arguments)}'; perch-speaker --help lists all\n"),
    };

    private static int Say(string text)
    {
        Output.Write(text);
        return ExitCode.Done;
    }

    private static int Complain(string text)
    {
        Output.WriteError(text);
        return ExitCode.Usage;
    }

    private static string Help => $"""
        perch-speaker {PerchVersion.Current}: announces the addresses of a pod while its service answers

        perch-speaker run              announce and withdraw, until SIGTERM
        perch-speaker status [--json]  what is announced, and every reason why something is not
        perch-speaker drain [--force]  take the service off the network; outlives a restart. Refused without --force
                                       where no other router announces it, or that cannot be known
        perch-speaker undrain          give it back
        perch-speaker prove [--listeners N] [--looks N] [--timeout 10s] [--json]
                                       wait until every required port has N listening sockets (or udp/53=6,tcp/53=2),
                                       then ask from fresh ports until each has answered; all must pass
        perch-speaker repeat --for 15s while one application follows another on the same ports: ask again, in their
                                       clients' names, the UDP questions that a closing socket takes with it
        perch-speaker handover         leave without withdrawing, for a successor that comes at once
        perch-speaker health           answers the container's health check: exit code 0 while the loop turns

        Configuration of run: one JSON document in {PodNames.ConfigVariable}, as perch render writes it.
        Signals to run: SIGTERM and SIGINT withdraw and leave within seconds; SIGUSR1 hands over.
        Log: one line each on standard output, "level sentence"; PERCH_LOG=debug says more.

        Exit codes: 0 done; 1 it could not be done, standard error says why; 2 wrong command or configuration;
        5 refused, standard error says why: nobody else announces the service, or that cannot be known.

        Examples:
          docker exec powerdns-speaker /perch-speaker status
          docker exec powerdns-speaker /perch-speaker drain

        """;
}
