using System.Text.Json;
using Perch.Linux;
using Perch.Model;

namespace Perch.Speaker.Control;

/// <summary>Asks the running speaker, and waits a little for the answer.</summary>
internal static class ControlClient
{
    /// <summary>A status of a hundred interfaces is 100 KiB.</summary>
    private const int LongestAnswer = 1024 * 1024;

    /// <returns>The answer's line, or null with the reason why there is none.</returns>
    public static byte[]? Ask(ControlRequest request, TimeSpan patience, out string? problem)
    {
        var result = UnixSocket.Connect(PodNames.ControlSocket, out var connection);
        if (connection is null)
        {
            problem = $"no speaker answers on {PodNames.ControlSocket}: {result.Describe()}";
            return null;
        }

        using (connection)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(request, ControlJson.Default.ControlRequest);
            connection.Send([.. line, (byte)'\n'], out _);
            var answer = Receive(connection, BootClock.Now + patience);
            problem = answer is null ? $"the speaker did not answer within {DurationConverter.Format(patience)}" : null;
            return answer;
        }
    }

    private static byte[]? Receive(UnixSocket connection, TimeSpan deadline)
    {
        var poller = new Poller();
        var answer = new List<byte>();
        var ended = false;
        var buffer = new byte[4096];
        using var watch = poller.Add(connection.Descriptor, Readiness.Readable, _ =>
        {
            var result = connection.Receive(buffer, out var received);
            answer.AddRange(buffer.AsSpan(0, received));
            ended = received == 0 && result is not Errno.WouldBlock;
        });
        while (!ended && BootClock.Now < deadline && answer.Count < LongestAnswer)
        {
            poller.Wait(deadline - BootClock.Now);
        }

        return answer is [.., (byte)'\n'] ? [.. answer] : null;
    }
}
