using System.Diagnostics;
using System.Text.Json;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>An application that is replaced while it runs: both serve one port, by SO_REUSEPORT.</summary>
[Collection("namespaces")]
public sealed class OverlapTests
{
    /// <summary>A web server of three lines, in what every Debian has.</summary>
    private const string Server = """
        use Socket;
        socket(my $l, AF_INET, SOCK_STREAM, 0) or die;
        setsockopt($l, SOL_SOCKET, SO_REUSEADDR, 1);
        setsockopt($l, SOL_SOCKET, 15, pack("i", 1)) and bind($l, sockaddr_in(8080, INADDR_ANY)) or die;
        listen($l, 9) or die;
        while (accept(my $c, $l)) { sysread($c, my $q, 999); syswrite($c, "HTTP/1.0 200 OK\r\n\r\n"); close($c); }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropFact]
    public async Task The_route_never_moves_while_one_application_follows_another()
    {
        using var pod = new Pod("bird", new HostSetup(), new OspfConfig(), more: config => config with
        {
            Health = new HealthConfig { Rise = 1, Probes = [new HttpProbeConfig { Port = 8080 }] },
        });
        using var old = Serve(pod);
        await pod.IsRouted();
        using var watch = new RouteWatch(pod.Wiring);
        Assert.Equal((0, 1), await Proof(pod, "--listeners", "1"));
        Assert.Equal((1, 1), await Proof(pod, "--listeners", "2", "--timeout", "300ms"));
        Assert.Contains("tcp/8080 has 1 of 2 listening sockets", Said(pod, "300ms"), StringComparison.Ordinal);

        using var young = Serve(pod);
        Assert.Equal((0, 2), await Proof(pod, "--listeners", "2"));
        for (var round = 0; round < 5; round++)
        {
            using var another = Serve(pod);
            Assert.Equal((0, 3), await Proof(pod, "--listeners", "tcp/8080=3"));
            another.Kill();
            Assert.Equal((1, 2), await Proof(pod, "--listeners", "3", "--timeout", "200ms"));
        }

        old.Kill();
        old.WaitForExit();
        Assert.Equal((0, 1), await Proof(pod));
        Assert.True(pod.HasRoute);
        Assert.Equal(TimeSpan.Zero, watch.Gap(SpeakerProcess.Anycast));
        Assert.DoesNotContain(pod.Speaker.Log, line => line.Contains("withdrawn", StringComparison.Ordinal));

        // One that listens and does not answer is found out, although the other one answers.
        using var hung = Serve(pod);
        Assert.Equal((0, 2), await Proof(pod, "--listeners", "2"));
        Command.Run("kill", "-STOP", $"{hung.Id}");
        Assert.Equal((1, 2), await Proof(pod, "--listeners", "2"));
        Assert.Contains("no answer within 300 ms", Said(pod, "10s"), StringComparison.Ordinal);
        hung.Kill();
        young.Kill();
        await pod.IsWithdrawn();
    }

    private static Process Serve(Pod pod) => Command.Start(
        _ => { }, "nsenter", $"--net=/run/netns/{pod.Namespace}", "perl", "-e", Server);

    private static string Said(Pod pod, string timeout) =>
        pod.Speaker.TryAsk("prove", "--listeners", "2", "--timeout", timeout).Output;

    /// <summary>Its exit code, and how many sockets it found.</summary>
    private static async Task<(int Code, int Sockets)> Proof(Pod pod, params string[] options)
    {
        var (code, output) = await Task.Run(() => pod.Speaker.TryAsk(["prove", .. options, "--json"]), Token);
        var proof = JsonSerializer.Deserialize(output, ModelJson.Default.ProofStatus)!;
        Assert.Equal(code == 0, proof.Proven);
        return (code, proof.Listeners[0].Sockets);
    }
}
