namespace Perch.Docker;

/// <summary>What containers say.</summary>
public sealed partial class DockerClient
{
    /// <summary>Follows the log of a container, from its last line on. It ends with the container.</summary>
    /// <exception cref="DockerException">The engine cannot read this log: its driver sends lines elsewhere.</exception>
    public async Task<LogStream> OpenLogAsync(string container, CancellationToken cancellationToken)
    {
        // With no line to send, engines before 26 do not even send the headers: the last one opens the stream.
        using var request = new HttpRequestMessage(
            HttpMethod.Get, Versioned($"/containers/{container}/logs?follow=true&stdout=true&stderr=true&tail=1"));
        var response = await SendAsync(request, Timeout.InfiniteTimeSpan, cancellationToken);
        return new LogStream(response, await response.Content.ReadAsStreamAsync(cancellationToken), Broken);
    }
}

/// <summary>The log of a container as it grows; what the lines are does not matter to who waits for them.</summary>
public sealed class LogStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly Func<Exception, DockerException> _broken;
    private readonly byte[] _buffer = new byte[4096];

    internal LogStream(HttpResponseMessage response, Stream stream, Func<Exception, DockerException> broken) =>
        (_response, _stream, _broken) = (response, stream, broken);

    /// <summary>Waits until something is said.</summary>
    /// <returns>False when the container has ended.</returns>
    /// <exception cref="DockerException">The stream broke off.</exception>
    public async Task<bool> GrowsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _stream.ReadAsync(_buffer, cancellationToken) > 0;
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw _broken(error);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _response.Dispose();
    }
}
