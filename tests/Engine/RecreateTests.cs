using Perch.Agent.Update;
using Perch.Docker;
using Perch.Docker.Endpoint;
using Perch.Lab;
using Perch.Pods;

namespace Perch.Tests.Engine;

/// <summary>Successors as real engines make them: nothing is dropped, nothing is refused, the data is there.</summary>
public sealed class RecreateTests(Engines engines)
{
    private const string Prepare = """
        exec 9>/run/prepare; flock 9
        docker image inspect app:2 >/dev/null 2>&1 || {
          docker import --change 'ENTRYPOINT ["/bin/busybox"]' --change 'CMD ["sleep", "1000"]' \
            --change 'ENV KIND=old' --change 'VOLUME /data' \
            --change 'EXPOSE 53/udp' --change 'HEALTHCHECK --retries=4 CMD true' \
            IMAGES/busybox.tar app:1
          docker import --change 'ENTRYPOINT ["/bin/busybox"]' --change 'CMD ["sleep", "2000"]' \
            --change 'ENV KIND=new' --change 'VOLUME /data' \
            --change 'EXPOSE 853/tcp' --change 'USER 65534' IMAGES/busybox.tar app:2
          docker run -d --name other --ipc shareable -v /shared app:1
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases { get; } = new()
    {
        { "inherits", "" },
        { "overrides", "-e KIND=mine -u 0:0 -w /var --health-cmd 'true 1' --stop-timeout 7 -l more=1" },
        { "volumes", "-v /srv:/srv:ro -v named:/named -v /second --mount type=volume,dst=/third --tmpfs /sixth" },
        { "limits", "--memory 64m --cpus 0.5 --pids-limit 50 --ulimit nofile=1024:2048 --read-only --init "
            + "--restart on-failure:3 --log-opt max-size=1m --device /dev/null:/dev/zero2 --cap-drop MKNOD" },
        { "unconfined", "--security-opt systempaths=unconfined --security-opt no-new-privileges" },
        { "shares", "--ipc container:other --pid container:other --volumes-from other:rw" },
        { "no-healthcheck", "--no-healthcheck" },
        { "empty-entrypoint", "--entrypoint ''" },
    };

    /// <summary>The runc that goes with Engine 20.10 may not give all capabilities on a machine of the lab.</summary>
    [LabFact]
    public async Task A_privileged_one_on_the_newest_engine() =>
        await SucceedsAsync(EngineVersion.Current, "privileged", "--privileged");

    [LabTheory]
    [MemberData(nameof(Cases))]
    public async Task On_the_newest_engine(string name, string options) =>
        await SucceedsAsync(EngineVersion.Current, name, options);

    [LabTheory]
    [MemberData(nameof(Cases))]
    public async Task On_the_oldest_engine(string name, string options) =>
        await SucceedsAsync(EngineVersion.Oldest, name, options);

    /// <summary>Creates the container, then its successor, bound by the holder's name, with what it wrote in its
    /// volume. Each has a holder of its own: a holder is renamed for a moment, and cases run side by side.</summary>
    private async Task SucceedsAsync(string version, string name, string options)
    {
        var machine = await engines.GetAsync(version, Token);
        await machine.DoAsync(Prepare.Replace("IMAGES", DockerEngine.Images, StringComparison.Ordinal), Token);
        var command = name == "empty-entrypoint" ? "/bin/busybox sleep 1000" : "";
        var holder = "place-" + name;
        await machine.DoAsync(
            $"docker run -d --name {holder} app:1 "
            + $"&& docker run -d --name {name} --network container:{holder} {options} app:1 {command} "
            + $"&& docker exec {name} /bin/busybox touch /data/kept", Token);
        using var docker = await ConnectAsync(machine);
        var pod = new FoundPod("", name) { Holder = await docker.FindContainerAsync(holder, Token) };
        var old = (await docker.FindContainerAsync(name, Token))!.Value;

        var candidate = await new CandidateReader(docker).ReadAsync(pod, old, "app:2", Token);
        var id = await new Creation(docker, TimeProvider.System).CreateAsync(candidate, Replaces(old), Token);

        var successor = (await docker.FindContainerAsync(id, Token))!.Value;
        Assert.Equal("container:" + holder, successor.NetworkMode);
        await machine.DoAsync($"docker rm -f {name} && docker start {id} && docker exec {id} /bin/busybox "
            + $"test -e /data/kept && docker rm -f {id} {holder}", Token);
    }

    private static Task<DockerClient> ConnectAsync(Machine machine)
    {
        var socket = machine.Root + "/run/docker.sock";
        return DockerClient.ConnectAsync(
            new DockerEndpoint.Unix(socket) { Address = "unix://" + socket, Source = "the lab" }, Token);
    }

    private static Replaces Replaces(Container old) => new()
    {
        Kind = ReplacementKind.Update,
        Container = old.Id,
        Image = old.ImageId,
        Until = DateTimeOffset.MaxValue,
        By = "a test",
    };
}
