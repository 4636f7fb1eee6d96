using Perch.Linux;
using Perch.Model;

namespace Perch.Speaker.Control;

/// <summary>Answers on the control socket: one question and one answer to each caller, few callers at a
/// time.</summary>
internal sealed class ControlServer : ITimed, IDisposable
{
    /// <summary>People and health checks: more at a time is a mistake somewhere.</summary>
    private const int MostCallers = 8;

    private readonly UnixSocket _listener;
    private readonly Watch _watch;
    private readonly Poller _poller;
    private readonly Func<ControlRequest, ControlCaller, byte[]?> _answer;
    private readonly List<ControlCaller> _callers = [];

    /// <param name="answer">Null when the caller is told later.</param>
    public ControlServer(
        UnixSocket listener, Poller poller, Func<ControlRequest, ControlCaller, byte[]?> answer)
    {
        (_listener, _poller, _answer) = (listener, poller, answer);
        _watch = poller.Add(listener.Descriptor, Readiness.Readable, _ => Accept());
    }

    public TimeSpan? Deadline => _callers.Count == 0 ? null : _callers.Min(caller => caller.Deadline);

    /// <summary>Null when there is no place for a socket: <paramref name="problem"/> says why.</summary>
    /// <exception cref="KernelException">Another speaker answers here already.</exception>
    public static UnixSocket? Listen(string path, out string? problem)
    {
        problem = null;
        if (UnixSocket.Connect(path, out var other) is Errno.None)
        {
            other!.Dispose();
            throw new KernelException($"another speaker answers on {path}", Errno.AddressInUse);
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return UnixSocket.Listen(path, MostCallers);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = $"no status or drain for this speaker: {path}: {failure.Message}";
            return null;
        }
    }

    public void TimePassed(TimeSpan now) => _callers.FindAll(caller => caller.Deadline <= now).ForEach(HangUp);

    public void Dispose()
    {
        while (_callers.Count > 0)
        {
            HangUp(_callers[0]);
        }

        _watch.Dispose();
        _listener.Dispose();
        File.Delete(PodNames.ControlSocket);
    }

    private void Accept()
    {
        while (_listener.Accept(out var connection) is Errno.None)
        {
            if (_callers.Count == MostCallers)
            {
                HangUp(_callers[0]);
            }

            _callers.Add(new ControlCaller(connection!, _poller, _answer, HangUp));
        }
    }

    private void HangUp(ControlCaller caller)
    {
        _callers.Remove(caller);
        caller.Dispose();
    }
}
