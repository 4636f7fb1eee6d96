using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>An application is updated with all that it had and no question lost, or everything is as it was.
/// <c>bench/run update</c> asks more often, and counts.</summary>
public sealed class UpdateTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_new_image_comes_without_a_lost_question_and_compose_has_nothing_to_do_afterwards()
    {
        var network = await shared.GetAsync(Token);
        await using var other = await Deployment.UpAsync(network.HostB, new NameServer(), Token);
        await network.HostA.Engine.ImportAsync("powerdns", Token, ["VOLUME /data"]);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await pod.DoAsync($"docker exec {Deployment.Application} /bin/busybox touch /data/kept", Token);
        await network.AnswersAsync(network.HostA, Token);
        var changes = pod.AdjacencyChanges();
        await ReleaseAsync(pod, "2", "VOLUME /data");

        var (_, lost) = await LoadedAsync(network, () => pod.DoAsync("perch update powerdns --soak 1s", Token));

        Assert.Equal(0, lost);
        Assert.Equal("2", await pod.ReleaseAsync(Token));
        Assert.Equal(changes, pod.AdjacencyChanges());
        await pod.DoAsync($"docker exec {Deployment.Application} /bin/busybox test -e /data/kept", Token);
        var id = await IdAsync(pod);
        await pod.ComposeAsync("up -d", Token);
        Assert.Equal(id, await IdAsync(pod));
    }

    [LabFact]
    public async Task An_image_that_never_answers_is_rolled_back()
    {
        var network = await shared.GetAsync(Token);
        await using var other = await Deployment.UpAsync(network.HostB, new NameServer(), Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        var id = await IdAsync(pod);
        var image = await ReleaseAsync(
            pod, "deaf", "ENTRYPOINT [\"/bin/busybox\", \"sleep\", \"99\"]", "STOPSIGNAL SIGKILL");

        var update = await pod.Machine.RunAsync(
            $"cd {NameServer.Folder} && perch update powerdns --timeout 8s", Token);

        Assert.Equal(1, update.ExitCode);
        Assert.Contains("rolled back", update.Error, StringComparison.Ordinal);
        await pod.ReachesAsync("announced", Token);
        Assert.Equal(id, await IdAsync(pod));
        var refused = await pod.DoAsync("docker image inspect --format '{{.Id}}' perch/refused:dns-powerdns", Token);
        Assert.Equal(image, refused.Trim());
        await pod.ComposeAsync("up -d", Token);
        Assert.Equal(id, await IdAsync(pod));
    }

    [LabFact]
    public async Task The_last_one_standing_is_not_updated_without_force()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await ReleaseAsync(pod, "3");
        var id = await IdAsync(pod);

        var update = await pod.Machine.RunAsync($"cd {NameServer.Folder} && perch update powerdns", Token);

        Assert.Equal(5, update.ExitCode);
        Assert.Equal(id, await IdAsync(pod));
        var names = await pod.DoAsync("docker ps -a --format '{{.Names}}'", Token);
        Assert.DoesNotContain(".next", names, StringComparison.Ordinal);
    }

    [LabFact]
    public async Task What_compose_copied_in_is_there_after_an_update()
    {
        var network = await shared.GetAsync(Token);
        var server = new NameServer { Service = "    configs: [{source: motd, target: /etc/motd}]" };
        await using var pod = await StartWithConfigAsync(network, server);
        await ReleaseAsync(pod, "4");

        await pod.DoAsync("perch update powerdns --force --soak 1s", Token);

        Assert.Equal("4", await pod.ReleaseAsync(Token));
        Assert.Equal(
            "hello", await pod.DoAsync($"docker exec {Deployment.Application} /bin/busybox cat /etc/motd", Token));
    }

    /// <summary>What is lost of 100 questions a second while something is done, and until the routers have followed.
    /// </summary>
    private static async Task<LoadResult> LoadedAsync(AnycastNetwork network, Func<Task> act)
    {
        await using var load = await network.Client.StartLoadAsync(
            NameServer.Address, "www.example.dn42 A", 100, TimeSpan.FromMinutes(3), Token);
        await act();
        await network.AnswersAsync(network.HostA, Token);
        return await load.EndAsync(Token);
    }

    private static async Task<Deployment> StartWithConfigAsync(AnycastNetwork network, NameServer server)
    {
        await server.WriteAsync(network.HostA, Token);
        await network.HostA.Machine.DoAsync(
            $"echo 'configs: {{motd: {{content: hello}}}}' >>{NameServer.Folder}/compose.yaml", Token);
        var pod = new Deployment(network.HostA);
        await pod.DoAsync("perch up --timeout 30s", Token);
        return pod;
    }

    /// <summary>A new image under the name that the compose file has, told apart by a label.</summary>
    private static async Task<string> ReleaseAsync(Deployment pod, string release, params string[] changes)
    {
        await pod.Host.Engine.ImportAsync(
            "powerdns", Token, [$"LABEL release={release}", .. changes]);
        return (await pod.DoAsync("docker image inspect --format '{{.Id}}' lab/powerdns", Token)).Trim();
    }

    private static Task<string> IdAsync(Deployment pod) =>
        pod.DoAsync($"docker inspect --format '{{{{.Id}}}}' {Deployment.Application}", Token);
}
