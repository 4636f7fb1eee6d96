using System.Text.Json.Nodes;
using Perch.Docker.Transport;

namespace Perch.Docker;

/// <summary>A command run inside a container, to its end.</summary>
public sealed partial class DockerClient
{
    public async Task<ExecResult> ExecAsync(
        string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["AttachStdout"] = true,
            ["AttachStderr"] = true,
            ["Cmd"] = new JsonArray([.. command.Select(word => (JsonNode)JsonValue.Create(word))]),
        };
        var created = await PostAsync($"/containers/{container}/exec", body.ToJsonString(), cancellationToken);
        var id = created.Text("Id") ?? throw new DockerException("The engine made an exec without an identifier");
        var output = await StartExecAsync(id, cancellationToken);
        var ended = await GetAsync($"/exec/{id}/json", cancellationToken);
        return new ExecResult((int)(ended.Number("ExitCode") ?? -1), output.Stdout, output.Stderr);
    }

    private async Task<MultiplexedOutput> StartExecAsync(string id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Versioned($"/exec/{id}/start"))
        {
            Content = JsonBody("""{"Detach":false,"Tty":false}"""),
        };
        using var response = await SendAsync(request, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await MultiplexedOutput.ReadAsync(stream, cancellationToken);
    }
}

/// <summary>How a command in a container ended, and what it said.</summary>
public readonly record struct ExecResult(int ExitCode, string Stdout, string Stderr);
