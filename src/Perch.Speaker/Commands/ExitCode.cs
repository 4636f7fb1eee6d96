namespace Perch.Speaker.Commands;

/// <summary>What the exit code of <c>perch-speaker</c> means; --help names them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It could not be done; standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Refused: nobody else announces the addresses, or that cannot be known. The same as perch's.</summary>
    public const int Refused = 5;
}
