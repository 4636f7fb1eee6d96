using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Tests.Engine;

/// <summary>An engine of another machine: over TLS with no Docker command line, and over ssh.</summary>
public sealed class ReachTests(RemoteEngine remote)
{
    private const string Tls =
        $"DOCKER_HOST=tcp://{RemoteEngine.Name}:2376 DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH={RemoteEngine.Keys}";

    private const string Ssh = $"DOCKER_HOST=ssh://root@{RemoteEngine.Name}";
    private const string Log = "/var/log/perch-agent.log";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>What the Docker command line takes for an engine, and what its contexts and flags are.</summary>
    private static readonly string[] Ways =
    [
        "env DOCKER_CONTEXT=lab PATH=/nowhere /usr/local/bin/perch",
        $"docker -H tcp://{RemoteEngine.Name}:2376 --tlsverify --tlscacert {RemoteEngine.Keys}/ca.pem "
            + $"--tlscert {RemoteEngine.Keys}/cert.pem --tlskey {RemoteEngine.Keys}/key.pem perch",
    ];

    /// <summary>More for the environment, and what is said of it.</summary>
    private static readonly (string Environment, string Words)[] Misfits =
    [
        ("DOCKER_CERT_PATH=/nowhere", "no file of certificate authorities /nowhere/ca.pem"),
        ("DOCKER_HOST=tcp://10.98.0.1:2376", "made out to engine.lab, not to 10.98.0.1"),
        ("DOCKER_HOST=tcp://nobody.lab:2376", "name does not resolve"),
        ("DOCKER_TLS_VERIFY= DOCKER_TLS=1 DOCKER_CERT_PATH=/nowhere", "wants to know who we are: put cert.pem and"),
        ("DOCKER_HOST=ssh://root@engine.lab:23", "Connection refused"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData(Tls, "/nowhere")]
    [InlineData(Ssh, "/usr/bin")]
    public async Task Its_pods_are_started_seen_and_healed_from_elsewhere_also_after_it_restarted(
        string through, string path)
    {
        using var turn = await remote.TakeAsync(Token);
        await remote.Operator.DoAsync($"cd {NameServer.Folder} && {through} perch up --no-wait", Token);
        var perch = $"{through} PATH={path} /usr/local/bin/perch";
        var status = await remote.Operator.RunAsync($"{perch} status --all --json", Token);
        Assert.True(status.Output.StartsWith('{'), status.Error);
        Assert.Equal("powerdns", (string?)JsonNode.Parse(status.Output)!["pods"]![0]!["service"]);

        await remote.Operator.DoAsync($"rm -rf /var/lib/perch-agent {Log}", Token);
        await remote.Operator.StartDaemonAsync($"env {perch} agent run", Log, Token);
        try
        {
            await SaysAsync("a pod that is well", (connected, pod) => connected && pod == "well");
            await remote.Host.Engine.KillAsync(Token);
            await SaysAsync("an engine that is gone", (connected, _) => !connected);
            await remote.StartEngineAsync(Token);
            await SaysAsync("the engine again", (connected, pod) => connected && pod == "well");
            await remote.Host.Machine.DoAsync("docker restart dns-powerdns-net-1", Token);
            await Until.SoAsync(
                "a healed pod", Limit, _ => Task.FromResult(remote.Operator.Tail(Log, 1000).Contains(
                    "event=healed msg=\"restarting dns-powerdns-speaker-1", StringComparison.Ordinal)), Token);
            await SaysAsync("a pod that is well again", (_, pod) => pod == "well");
        }
        finally
        {
            await remote.Operator.RunAsync("pkill -f 'perch agent run'", CancellationToken.None);
        }
    }

    [LabFact]
    public async Task It_is_reached_as_the_docker_command_line_reaches_it_and_what_does_not_fit_is_said()
    {
        using var turn = await remote.TakeAsync(Token);
        await remote.Operator.DoAsync(
            $"cd {RemoteEngine.Keys} && docker context create lab "
            + $"--docker host=tcp://{RemoteEngine.Name}:2376,ca=ca.pem,cert=cert.pem,key=key.pem "
            + "&& mkdir -p ~/.docker/cli-plugins && ln -s /usr/local/bin/perch ~/.docker/cli-plugins/docker-perch",
            Token);
        foreach (var way in Ways)
        {
            var told = await remote.Operator.RunAsync($"{way} doctor", Token);
            Assert.Contains("26.1.5", told.Output + told.Error, StringComparison.Ordinal);
        }

        foreach (var (environment, words) in Misfits)
        {
            var said = await remote.Operator.RunAsync($"{Tls} {environment} perch status --all", Token);
            Assert.Equal(4, said.ExitCode);
            Assert.Contains(words, said.Error, StringComparison.Ordinal);
        }

        await FromItsImageAsync(remote.Host.Machine);
    }

    /// <summary>The agent's image holds nothing but the executable: no Docker command line, no home.</summary>
    private static async Task FromItsImageAsync(Machine machine)
    {
        await machine.DoAsync(
            $"docker load -qi {Host.Artifacts}/images/agent-amd64.tar && docker run -d --name agent --network host "
            + $"--read-only --cap-drop ALL -v {RemoteEngine.Keys}:/keys:ro -v /var/lib/perch-agent "
            + $"--add-host {RemoteEngine.Name}:127.0.0.1 -e {Tls.Replace(" ", " -e ", StringComparison.Ordinal)} "
            + "-e DOCKER_CERT_PATH=/keys $(docker images -q perch/agent)",
            Token);
        try
        {
            await Until.SeenAsync(
                "an agent that reaches its engine", Limit,
                token => machine.RunAsync("docker exec agent /perch agent status --here; docker logs agent", token),
                told => told.Output.Contains("\"connected\": true", StringComparison.Ordinal), Token);
        }
        finally
        {
            await machine.DoAsync("docker rm -fv agent", CancellationToken.None);
        }
    }

    private async Task SaysAsync(string what, Func<bool, string?, bool> isSo)
    {
        try
        {
            await Until.SeenAsync(
                what, Limit, token => remote.Operator.RunAsync("perch agent status --here", token),
                told => told.Output.StartsWith('{') && JsonNode.Parse(told.Output) is { } standings && isSo(
                    (bool)standings["connected"]!,
                    (string?)standings["pods"]!.AsArray().FirstOrDefault()?["verdict"]),
                Token);
        }
        catch (LabException error)
        {
            throw new LabException($"{error.Message}\n{remote.Operator.Tail(Log, 40)}", error);
        }
    }
}
