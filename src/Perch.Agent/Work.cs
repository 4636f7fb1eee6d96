using Perch.Agent.Heal;
using Perch.Agent.Journal;
using Perch.Agent.Watch;
using Perch.Docker;

namespace Perch.Agent;

/// <summary>What one pass works with, on the engine as it is connected now.</summary>
internal sealed class Work
{
    /// <summary>An engine that answers does so within milliseconds; one that goes down behind systemd's socket takes
    /// the connection and says nothing.</summary>
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(3);

    private readonly AgentOptions _options;
    private readonly OperationJournal _journal;
    private readonly HolderMaker _holders;
    private readonly IRecreate _recreate;

    public Work(DockerClient docker, AgentOptions options, OperationJournal journal, KeptContainers kept)
    {
        (_options, _journal) = (options, journal);
        _holders = new HolderMaker(docker, journal, kept);
        _recreate = options.Recreate(docker, journal);
        Lookout = new Lookout(docker);
        Healer = new Healer(docker, kept, _holders, _recreate);
    }

    public Lookout Lookout { get; }

    public Healer Healer { get; }

    /// <summary>Finishes or undoes what an earlier agent left half done.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var left in _journal.Unfinished())
        {
            var pod = $"{left.Head.Project}/{left.Head.Service}";
            try
            {
                await RecoverAsync(left, cancellationToken);
                _options.Log.Information("recovered", $"ended what was left half done: {left.Head.Kind}", pod);
            }
            catch (DockerException error) when (error.Status is not null)
            {
                // Whatever it left is for the next passes; trying it for ever would keep them from all else.
                _options.Log.Warning("not-recovered", $"{left.Head.Kind}: {error.Message}", pod);
                left.End();
            }
        }
    }

    /// <summary>Reaches the engine on a new connection, or finds that it takes none.</summary>
    public async Task<DockerClient> ConnectAnewAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Ping);
        try
        {
            return await _options.Connect(limit.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerException("the engine does not answer on a new connection: it may be going down", error);
        }
    }

    /// <summary>A full pass has read every container's whole description, and the last one's are garbage now: with many
    /// pods megabytes, which nobody needs for half a minute.</summary>
    public static TimeSpan EndOfFullPass(TimeSpan took)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return took;
    }

    private Task RecoverAsync(Operation left, CancellationToken cancellationToken) => left.Head.Kind switch
    {
        HolderMaker.Kind => _holders.RecoverAsync(left, cancellationToken),
        _ when left.Head.Kind == _recreate.Kind => _recreate.RecoverAsync(left, cancellationToken),
        _ => throw new DockerException("nobody knows this kind of operation: a newer Perch began it", status: 0),
    };
}
