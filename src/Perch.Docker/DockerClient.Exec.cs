using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Perch.Docker.Transport;

namespace Perch.Docker;

/// <summary>A command run inside a container, to its end.</summary>
public sealed partial class DockerClient
{
    public async Task<ExecResult> ExecAsync(
        string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var id = await CreateExecAsync(container, command, cancellationToken);
        using var response = await StartExecAsync(id, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var output = await MultiplexedOutput.ReadAsync(stream, cancellationToken);
        var ended = await GetAsync($"/exec/{id}/json", cancellationToken);
        return new ExecResult((int)(ended.Number("ExitCode") ?? -1), output.Stdout, output.Stderr);
    }

    /// <summary>The lines of a command's standard output as they come. The engine ends no command because nobody
    /// listens any more: it must end by itself.</summary>
    public async IAsyncEnumerable<string> ExecLinesAsync(
        string container, IReadOnlyList<string> command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = await CreateExecAsync(container, command, cancellationToken);
        using var response = await StartExecAsync(id, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var (begun, decoder) = (new StringBuilder(), Encoding.UTF8.GetDecoder());
        await foreach (var frame in Frame.ReadAsync(stream, cancellationToken))
        {
            if (frame.IsStderr)
            {
                continue;
            }

            // A frame may end within a character.
            var text = new char[decoder.GetCharCount(frame.Payload, flush: false)];
            decoder.GetChars(frame.Payload, text, flush: false);
            begun.Append(text);
            var lines = begun.ToString().Split('\n');
            begun.Clear().Append(lines[^1]);
            foreach (var line in lines[..^1])
            {
                yield return line;
            }
        }
    }

    private async Task<string> CreateExecAsync(
        string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["AttachStdout"] = true,
            ["AttachStderr"] = true,
            ["Cmd"] = new JsonArray([.. command.Select(word => (JsonNode)JsonValue.Create(word))]),
        };
        var created = await PostAsync($"/containers/{container}/exec", body.ToJsonString(), cancellationToken);
        return created.Text("Id") ?? throw new DockerException("The engine made an exec without an identifier");
    }

    private async Task<HttpResponseMessage> StartExecAsync(string id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Versioned($"/exec/{id}/start"))
        {
            Content = JsonBody("""{"Detach":false,"Tty":false}"""),
        };
        return await SendAsync(request, cancellationToken);
    }
}

/// <summary>How a command in a container ended, and what it said.</summary>
public readonly record struct ExecResult(int ExitCode, string Stdout, string Stderr);
