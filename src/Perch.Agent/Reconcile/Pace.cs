namespace Perch.Agent.Reconcile;

/// <summary>How soon, how often, and when to give up.</summary>
public static class Pace
{
    /// <summary>With the pauses before them, two minutes in all.</summary>
    public const int MostTries = 8;

    /// <summary>What the engine refuses may be past without a word: a disk that was full, an address that was taken.
    /// One more try costs nothing then. What it carried out in vain is not done again.</summary>
    public static readonly TimeSpan Rarely = TimeSpan.FromMinutes(10);

    /// <summary>Docker waits a minute at most between two restarts (restartmanager.go), and then starts it.</summary>
    public static readonly TimeSpan DockersLongest = TimeSpan.FromSeconds(90);

    /// <summary>A pod that was well for as long has its tries forgiven.</summary>
    public static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(1);

    /// <summary>Somebody who changed nothing for as long has stopped half-way.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Creating a container takes milliseconds, on a host that is out of breath seconds.</summary>
    public static readonly TimeSpan Creation = TimeSpan.FromSeconds(20);

    /// <summary>
    /// What was learnt so shortly before the engine went says nothing about anybody's will: on its way down it stops
    /// every container, with the same events as an operator. Docker gives containers 15 s for that (dockerd
    /// --shutdown-timeout); doubled for those that ask for more.
    /// </summary>
    public static readonly TimeSpan GoingDown = TimeSpan.FromSeconds(30);

    /// <summary>Docker tells of a stop within milliseconds of the death; a busy host is given more.</summary>
    private static readonly TimeSpan Death = TimeSpan.FromMilliseconds(300);

    /// <summary>"docker compose restart" and "up" go from one container to the next.</summary>
    private static readonly TimeSpan Compose = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>How long a pod must have been quiet before a step: what makes something new waits longer than what
    /// merely starts.</summary>
    public static TimeSpan Quiet(StepKind step) => step switch
    {
        StepKind.MakeHolder or StepKind.RecreateMember => Compose,
        StepKind.StartMember => 2 * Death,
        _ => Death,
    };

    /// <summary>0, 1, 2, 4 … 60 s after as many tries.</summary>
    public static TimeSpan Pause(int tries) => tries switch
    {
        0 => TimeSpan.Zero,
        > 6 => LongestPause,
        _ => TimeSpan.FromSeconds(1 << (tries - 1)),
    };
}
