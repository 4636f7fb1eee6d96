using System.Text;

namespace Perch.Agent.Api;

/// <summary>What is answered: all at once, or line by line for as long as who asked listens.</summary>
public sealed record Answer(int Status, string ContentType)
{
    public const string JsonType = "application/json";

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Lines that come by and by; null when <see cref="Body"/> is all.</summary>
    public Func<CancellationToken, IAsyncEnumerable<string>>? Lines { get; init; }

    private string Reason => Status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    };

    public static Answer Text(string contentType, string text) =>
        new(200, contentType) { Body = Encoding.UTF8.GetBytes(text) };

    /// <summary>A refusal, as a sentence.</summary>
    public static Answer Refusal(int status, string sentence) => new(status, JsonType)
    {
        Body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new ApiProblem(sentence), AgentJson.Default.ApiProblem),
    };

    public byte[] Head()
    {
        var length = Lines is null ? $"Content-Length: {Body.Length}" : "Transfer-Encoding: chunked";
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: {ContentType}\r\n{length}\r\n"
            + (Status == 405 ? "Allow: GET, HEAD\r\n" : "") + "Connection: close\r\n\r\n");
    }
}

/// <summary>Why a question is not answered.</summary>
public sealed record ApiProblem(string Message);
