using System.Diagnostics;
using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>One application follows another on the same UDP port, and questions wait in the sockets of the first when
/// it ends.</summary>
[Collection("namespaces")]
public sealed class RepeatTests
{
    private const int Port = 8053;
    private const int Questions = 40;

    /// <summary>Sends back what it gets, from the addresses that it is given.</summary>
    private const string Server = """
        use Socket qw(:all); use IO::Select;
        my $sockets = IO::Select->new;
        for my $ip (@ARGV) {
          my $family = $ip =~ /:/ ? AF_INET6 : AF_INET;
          socket(my $s, $family, SOCK_DGRAM, 0) or die;
          setsockopt($s, SOL_SOCKET, 15, pack("i", 1)) or die;
          bind($s, $family == AF_INET6 ? pack_sockaddr_in6(8053, inet_pton($family, $ip))
            : pack_sockaddr_in(8053, inet_aton($ip))) or die;
          $sockets->add($s);
        }
        while (my @ready = $sockets->can_read) {
          for my $s (@ready) { my $from = recv($s, my $question, 999, 0); send($s, $question, 0, $from); }
        }
        """;

    /// <summary>Asks each address many times, every time from another port; says when all is asked, and at the end how
    /// many were answered.</summary>
    private const string Client = """
        use Socket qw(:all); use IO::Select; use Time::HiRes qw(time);
        $| = 1;
        my $open = IO::Select->new;
        for my $n (1..40) { for my $ip (@ARGV) {
          my $family = $ip =~ /:/ ? AF_INET6 : AF_INET;
          socket(my $s, $family, SOCK_DGRAM, 0) or die;
          connect($s, $family == AF_INET6 ? pack_sockaddr_in6(8053, inet_pton($family, $ip))
            : pack_sockaddr_in(8053, inet_aton($ip))) or die;
          send($s, pack("n", $n) . "question", 0); $open->add($s);
        } }
        print "asked\n";
        my ($answers, $end) = (0, time + 4);
        while ($open->count && (my $left = $end - time) > 0) {
          for my $s ($open->can_read($left)) { recv($s, my $answer, 999, 0); $answers++; $open->remove($s); }
        }
        print "answered $answers\n";
        """;

    private static readonly HostSetup Both = new() { Ipv6 = true, Ipv6Network = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropFact]
    public async Task What_waits_in_the_sockets_of_the_first_is_answered_by_the_second()
    {
        using var pod = new Pod("bird", Both, new OspfConfig(), more: config => config with
        {
            Health = new HealthConfig { Rise = 1, Listeners = [$"udp/{Port}"] },
        });
        using var first = Serve(pod);
        using var second = Serve(pod);
        await pod.IsRouted();

        // It is there and takes questions, and answers none any more.
        Command.Run("kill", "-STOP", $"{first.Id}");
        var (code, said) = pod.Speaker.TryAsk("repeat", "--for", "10s");
        Assert.True(code == 0, said);
        var answered = await Ask(pod, meanwhile: first.Kill);
        Assert.True(answered == $"answered {2 * Questions}", $"{answered}\n{pod.Speaker}");
        Assert.Contains(
            pod.Speaker.Log, line => line.Contains("asked again: closed sockets", StringComparison.Ordinal));
        second.Kill();
    }

    private static Process Serve(Pod pod) => Command.Start(
        _ => { }, "nsenter", $"--net=/run/netns/{pod.Namespace}", "perl", "-e", Server,
        SpeakerProcess.Anycast, SpeakerProcess.Anycast6);

    private static async Task<string> Ask(Pod pod, Action meanwhile)
    {
        var last = "";
        using var client = Command.Start(
            line =>
            {
                if (line == "asked")
                {
                    meanwhile();
                }

                last = line.Length > 0 ? line : last;
            },
            "nsenter", $"--net=/run/netns/{pod.Wiring.Host}", "perl", "-e", Client,
            SpeakerProcess.Anycast, SpeakerProcess.Anycast6);
        await client.WaitForExitAsync(Token);
        client.WaitForExit();
        return last;
    }
}
