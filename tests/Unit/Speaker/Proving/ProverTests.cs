using System.Net;
using System.Net.Sockets;
using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Routing.Ospf;
using Perch.Speaker;
using Perch.Speaker.Commands;
using Perch.Speaker.Config;
using Perch.Speaker.Probes;
using Perch.Speaker.Proving;
using Perch.Tests.Unit.Linux;

namespace Perch.Tests.Unit.Speaker.Proving;

/// <summary>Proofs of real sockets that share a port.</summary>
public sealed class ProverTests
{
    private const int Port = 5300;

    [Fact]
    public void Two_sockets_that_answer_are_proven() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        using var one = Serve(answers: true);
        using var two = Serve(answers: true);
        var proof = Prove(new ProofDemand(2, null, null, 5000));
        Assert.Equal((true, 2, 21, 21), (proof.Proven, proof.Listeners[0].Sockets, proof.Looks, proof.Passed));
        Assert.Empty(proof.Failures);
    });

    [Fact]
    public void One_of_two_that_is_deaf_is_found_out() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        using var one = Serve(answers: true);
        using var two = Serve(answers: false);
        var proof = Prove(new ProofDemand(2, null, null, 10_000));
        Assert.False(proof.Proven);
        Assert.InRange(proof.Passed, 1, 20);
        Assert.InRange(proof.Failures.Count, 1, 5);
        Assert.Contains("of 21: udp 5300: no answer within 150 ms", proof.Failures[0], StringComparison.Ordinal);
    });

    [Fact]
    public void A_socket_that_does_not_come_is_named_when_the_time_is_over() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        using var one = Serve(answers: true);
        var proof = Prove(new ProofDemand(1, new Dictionary<string, int> { ["udp/5300"] = 2 }, null, 120));
        Assert.Equal("udp/5300 has 1 of 2 listening sockets", Assert.Single(proof.Failures));
        Assert.Equal((false, 0), (proof.Proven, proof.Looks));
    });

    [Fact]
    public void A_proof_ends_when_its_time_is_over() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        using var one = Serve(answers: false);
        var proof = Prove(new ProofDemand(1, null, 1000, 200));
        Assert.Contains("of 1000 looks were done in time", proof.Failures[^1], StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 21)]
    [InlineData(4, 53)]
    [InlineData(8, 120)]
    public void So_many_looks_hit_every_socket_almost_certainly(int sockets, int looks)
    {
        Assert.Equal(looks, new ProofDemand(1, null, null, 0).LooksFor(sockets));
        Assert.InRange(sockets * Math.Pow(1 - (1.0 / sockets), looks), 0, 1e-6);
        Assert.Equal(7, new ProofDemand(1, null, 7, 0).LooksFor(sockets));
    }

    [Fact]
    public void The_command_line_is_read_or_refused()
    {
        Assert.True(ProveCommand.TryRead(
            ["--listeners", "udp/53=6,tcp/53=2", "--json", "--looks", "9", "--timeout", "1m"],
            out var demand, out var json, out _));
        Assert.Equal((6, 2, 1, 9, 60_000, true), (demand.SocketsOf("udp/53"), demand.SocketsOf("tcp/53"),
            demand.SocketsOf("tcp/80"), demand.Looks, demand.Milliseconds, json));
        string[] all = ["--listeners 0", "--listeners x", "--looks 1001", "--timeout 1", "--what", "--looks"];
        foreach (var wrong in all)
        {
            Assert.False(ProveCommand.TryRead(wrong.Split(' '), out _, out _, out var problem));
            Assert.Contains(wrong.Split(' ')[0], problem, StringComparison.Ordinal);
        }
    }

    /// <summary>In the namespace of the calling thread, on which everything runs.</summary>
    private static ProofStatus Prove(ProofDemand demand)
    {
        var health = new HealthConfig
        {
            Timeout = TimeSpan.FromMilliseconds(150),
            Probes = [new UdpProbeConfig { Port = Port, Send = Convert.ToBase64String("?"u8) }],
        };
        var prefixes = new[] { new AnycastPrefix(IpAddress.FromV4(0x7F000001)) };
        var plan = new SpeakerPlan
        {
            Config = new SpeakerConfig { Pod = "dns", Addresses = [], Health = health },
            Prefixes = prefixes,
            Ospf = new OspfSettings(),
            Subnets = [],
        };
        using var loop = new Loop();
        using var gates = new Gates(plan, loop, new Log(Severity.Warning + 1));
        using var listeners = new Listeners(
            [new RequiredPort($"udp/{Port}", TransportProtocol.Udp, Port)], gates, loop.Poller);
        var rig = new ProbeRig(loop.Poller, loop.Inbox, new Random(1), TimeProvider.System);
        using var prover = new Prover(health, prefixes, rig, listeners);
        loop.Add(prover);
        ProofStatus? found = null;
        Assert.True(prover.Start(demand, BootClock.Now, proof =>
        {
            found = proof;
            loop.End();
        }));
        Assert.False(prover.Start(demand, BootClock.Now, _ => { }));
        loop.Run();
        return found!;
    }

    /// <summary>A socket of the group; one that is deaf takes questions and says nothing.</summary>
    private static Socket Serve(bool answers)
    {
        const int Level = 1, ReusePort = 15;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetRawSocketOption(Level, ReusePort, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(IPAddress.Any, Port));
        if (answers)
        {
            _ = AnswerAsync(socket);
        }

        return socket;
    }

    private static async Task AnswerAsync(Socket socket)
    {
        var buffer = new byte[16];
        try
        {
            while (true)
            {
                var got = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                await socket.SendToAsync(buffer.AsMemory(0, got.ReceivedBytes), got.RemoteEndPoint);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }
}
