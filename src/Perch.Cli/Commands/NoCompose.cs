namespace Perch.Cli.Commands;

/// <summary>The sentence for a machine without Compose.</summary>
internal static class NoCompose
{
    public static CommandFailure Failure(string command) => new(
        ExitCode.Failed, $"'perch {command}' needs Docker Compose 2 or newer, which neither 'docker compose' nor "
            + "'docker-compose' is: install the package docker-compose-plugin (Debian 13: docker-compose)");
}
