namespace Perch.Cli.Commands;

/// <summary>What the process says when it ends. Scripts rely on these: they never change their meaning.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It was tried and did not work; of status: not everything is announced; of doctor: something
    /// fails.</summary>
    public const int Failed = 1;

    /// <summary>Nothing was tried: wrong usage, or errors in the Compose file.</summary>
    public const int Usage = 2;

    /// <summary>Everything was started, but not announced (or drained) within the time limit.</summary>
    public const int NotInTime = 3;

    /// <summary>The Docker engine cannot be reached.</summary>
    public const int NoEngine = 4;

    /// <summary>Refused without --force: nobody else announces the service, or that cannot be known. The speaker's
    /// own code for it.</summary>
    public const int Refused = 5;

    /// <summary>Ctrl-C, as a shell reports it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
