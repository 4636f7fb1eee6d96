using System.Diagnostics;
using System.Text;

namespace Perch.Docker.Transport;

/// <summary>One connection through a command's standard input and output ("ssh … docker system dial-
/// stdio").</summary>
internal sealed class CommandStream : Stream
{
    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly StringBuilder _complaint = new();

    private CommandStream(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static CommandStream Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(arguments[0], arguments.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start };
        var stream = default(CommandStream);
        process.ErrorDataReceived += (_, line) => stream?.Complain(line.Data);
        process.Start();
        stream = new CommandStream(process);
        process.BeginErrorReadLine();
        return stream;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _output.ReadAsync(buffer, cancellationToken);
        if (count == 0 && buffer.Length > 0)
        {
            await _process.WaitForExitAsync(cancellationToken);
            ThrowIfFailed();
        }

        return count;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _input.WriteAsync(buffer, cancellationToken);
            await _input.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // A broken pipe says nothing; what the command wrote on its way out does.
            await _process.WaitForExitAsync(cancellationToken);
            ThrowIfFailed();
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => _output.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _input.Write(buffer, offset, count);

    public override void Flush() => _input.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _input.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Closing its input ends dial-stdio; a command that hangs all the same must not outlive us.
            _input.Dispose();
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Complain(string? line)
    {
        lock (_complaint)
        {
            _complaint.Append(_complaint.Length > 0 && line is not null ? "; " : "").Append(line);
        }
    }

    private void ThrowIfFailed()
    {
        lock (_complaint)
        {
            if (_process.ExitCode != 0)
            {
                throw new DockerException(
                    $"'{_process.StartInfo.FileName}' lost the connection to the engine: {_complaint}");
            }
        }
    }
}
