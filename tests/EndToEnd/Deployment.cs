using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>The name server as a pod on one host, brought up as its operator does it; gone when disposed.</summary>
internal sealed class Deployment(Host host) : IAsyncDisposable
{
    public const string Holder = "dns-powerdns-net-1";
    public const string Application = "dns-powerdns-1";
    public const string Speaker = "dns-powerdns-speaker-1";

    /// <summary>Longer than any test needs to wait: two runs of BIRD's tick, a dead interval of the lab, and room for
    /// a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public Machine Machine => host.Machine;

    public Host Host => host;

    /// <summary>Brings the name server up and waits until it is announced.</summary>
    public static async Task<Deployment> UpAsync(
        Host host, NameServer server, CancellationToken cancellationToken)
    {
        var pod = await WriteAsync(host, server, cancellationToken);
        await pod.DoAsync("perch up --timeout 30s", cancellationToken);
        return pod;
    }

    /// <summary>Brings the name server up and does not wait for anything.</summary>
    public static async Task<Deployment> StartAsync(
        Host host, NameServer server, CancellationToken cancellationToken)
    {
        var pod = await WriteAsync(host, server, cancellationToken);
        await pod.DoAsync("perch up --no-wait", cancellationToken);
        return pod;
    }

    /// <summary>Runs a line of shell where the compose file is.</summary>
    public Task<string> DoAsync(string line, CancellationToken cancellationToken) =>
        host.Machine.DoAsync($"cd {NameServer.Folder} && {line}", cancellationToken);

    /// <summary>Hands the rendered file to Compose with a command of its own.</summary>
    public Task<string> ComposeAsync(string command, CancellationToken cancellationToken) =>
        DoAsync(
            $"docker compose -p dns --project-directory . -f .perch/compose.yaml {command}", cancellationToken);

    /// <summary>The pod as <c>perch status --json</c> tells it.</summary>
    public async Task<JsonNode> StatusAsync(CancellationToken cancellationToken)
    {
        var answer = await host.Machine.RunAsync(
            $"cd {NameServer.Folder} && perch status --json", cancellationToken);
        return JsonNode.Parse(answer.Output)?["pods"]?[0]
            ?? throw new LabException($"no status: {answer.Output}{answer.Error}");
    }

    /// <summary>Waits until the pod is in a state, by the name that <c>perch status</c> has for it.</summary>
    public Task ReachesAsync(string state, CancellationToken cancellationToken) =>
        Until.SeenAsync(
            $"pod {state}", Limit, StatusAsync, status => (string?)status["state"] == state, cancellationToken);

    /// <summary>Waits until <c>perch status</c> gives a reason with all these words.</summary>
    public Task SaysAsync(string[] words, CancellationToken cancellationToken) =>
        Until.SeenAsync(
            $"a reason with {string.Join(", ", words)}", Limit, ReasonsAsync,
            said => said.Split('\n').Any(line =>
                words.All(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))),
            cancellationToken);

    /// <summary>Waits until <c>perch events</c> tells of something in these words, and returns all that it
    /// tells.</summary>
    public async Task<string> EventsAsync(string words, CancellationToken cancellationToken) => (await Until.SeenAsync(
        $"an event with '{words}'", Limit, token => DoAsync("perch events powerdns", token),
        events => events.Contains(words, StringComparison.Ordinal), cancellationToken)).Value;

    /// <summary>The label "release" of the application, which tells one image from another.</summary>
    public async Task<string> ReleaseAsync(CancellationToken cancellationToken) => (await DoAsync(
        $"docker inspect --format '{{{{index .Config.Labels \"release\"}}}}' {Application}", cancellationToken)).Trim();

    /// <summary>How often the host's BIRD saw its neighbor, this pod, change its state.</summary>
    public int AdjacencyChanges() =>
        File.ReadLines(host.Machine.Root + "/var/log/bird.log").Count(line =>
            line.Contains($"Neighbor {host.PodNetwork}.54 on ", StringComparison.Ordinal)
            && line.Contains("changed state", StringComparison.Ordinal));

    /// <summary>Removes whatever runs on the host; what BIRD remembers of it stays, as it would.</summary>
    public async ValueTask DisposeAsync() =>
        await host.Machine.DoAsync(
            "docker ps -aq | xargs -r docker rm -f && docker network prune -f "
            + "&& docker volume ls -q | xargs -r docker volume rm",
            CancellationToken.None);

    private static async Task<Deployment> WriteAsync(
        Host host, NameServer server, CancellationToken cancellationToken)
    {
        await server.WriteAsync(host, cancellationToken);
        return new Deployment(host);
    }

    private async Task<string> ReasonsAsync(CancellationToken cancellationToken) =>
        string.Join('\n', (await StatusAsync(cancellationToken))["reasons"]!.AsArray().Select(one => (string?)one));
}
