using System.Globalization;
using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>Real routers that authenticate: all that they know, keys that change, speakers that restart.</summary>
public sealed class AuthenticationTests : IDisposable
{
    private static readonly HostKey Sha256 = new(1, AuthenticationAlgorithm.HmacSha256, "shared-secret");

    private readonly string _folder = Directory.CreateTempSubdirectory("perch-keys-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [InteropTheory]
    [InlineData("bird", AuthenticationAlgorithm.Simple, false)]
    [InlineData("bird", AuthenticationAlgorithm.Md5, false)]
    [InlineData("bird", AuthenticationAlgorithm.HmacSha1, true)]
    [InlineData("bird", AuthenticationAlgorithm.HmacSha256, true)]
    [InlineData("bird", AuthenticationAlgorithm.HmacSha384, true)]
    [InlineData("bird", AuthenticationAlgorithm.HmacSha512, true)]
    [InlineData("frr", AuthenticationAlgorithm.Simple, false)]
    [InlineData("frr", AuthenticationAlgorithm.Md5, false)]
    public async Task A_service_is_routed_with_a_key(string kind, AuthenticationAlgorithm algorithm, bool ipv6)
    {
        var key = new HostKey(3, algorithm, "secret7");
        using var pod = new Pod(kind, new HostSetup { Ipv6 = ipv6, Keys = [key] }, Ospf(Ours(key)));
        await IsWell(pod);
    }

    /// <summary>FRR 8.4 knows HMAC in OSPFv3 alone, SHA-256 alone, and swaps the protocol id.</summary>
    [InteropTheory]
    [InlineData("shared-secret")]
    [InlineData("a-shared-secret-that-is-longer-than-the-hash-by-far")]
    public async Task A_service_is_routed_with_the_trailer_as_frr_has_it(string secret)
    {
        var key = Sha256 with { Secret = secret };
        using var pod = new Pod(
            "frr", new HostSetup { Ipv4 = false, Ipv6 = true, Keys = [key] }, Ospf(Ours(key)));
        await IsWell(pod);
        Assert.Equal("hmac-sha-256, key 1 (as FRR before 9.1 has it)", pod.Speaker.Status()!.Authentication);
    }

    [InteropFact]
    public async Task A_secret_that_is_longer_than_the_hash_is_understood_in_both_versions()
    {
        var key = Sha256 with { Secret = "a shared secret that is longer than the hash, by far" };
        using var pod = new Pod("bird", new HostSetup { Ipv6 = true, Keys = [key] }, Ospf(Ours(key)));
        await IsWell(pod);
    }

    [InteropFact]
    public async Task Keys_change_by_the_clock_without_a_lost_adjacency()
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(20);
        HostKey[] keys =
        [
            new(1, AuthenticationAlgorithm.HmacSha1, "old") { Until = at },
            new(2, AuthenticationAlgorithm.HmacSha256, "new") { From = at },
        ];
        using var pod = new Pod(
            "bird", new HostSetup { Ipv6 = true, Keys = keys },
            Ospf(Ours(keys[0]) with { SendUntil = at }, Ours(keys[1]) with { SendFrom = at }));
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 15, Token), $"{pod.Speaker}\n{pod.Router}");
        Assert.Equal("hmac-sha-1, key 1", pod.Speaker.Status()!.Authentication);
        Assert.True(
            await Command.Eventually(() => pod.Speaker.Status()!.Authentication == "hmac-sha-256, key 2", 30, Token),
            $"{pod.Speaker}");
        await Task.Delay(TimeSpan.FromSeconds(8), Token);
        NeverLost(pod);
    }

    /// <summary>FRR 8.4 accepts the key that it was given last and no other: it has to be told within a dead interval
    /// of the moment when we change.</summary>
    [InteropFact]
    public async Task Keys_change_by_hand_in_frr_without_a_lost_adjacency()
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(20);
        HostKey old = new(1, AuthenticationAlgorithm.Md5, "old"), young = new(2, AuthenticationAlgorithm.Md5, "new");
        using var pod = new Pod(
            "frr", new HostSetup { Keys = [old], Dead = 10 },
            Ospf(Ours(old) with { SendUntil = at }, Ours(young) with { SendFrom = at }));
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 15, Token), $"{pod.Speaker}\n{pod.Router}");
        Assert.True(
            await Command.Eventually(() => pod.Speaker.Status()!.Authentication == "md5, key 2", 30, Token),
            $"{pod.Speaker}");
        var frr = (Frr)pod.Router;
        frr.Configure($"interface {pod.Wiring.Interface}", "ip ospf message-digest-key 2 md5 new");
        frr.Configure($"interface {pod.Wiring.Interface}", "no ip ospf message-digest-key 1");
        await Task.Delay(TimeSpan.FromSeconds(12), Token);
        NeverLost(pod);
    }

    [InteropTheory]
    [InlineData("bird", true)]
    [InlineData("frr", false)]
    public async Task A_speaker_that_was_killed_is_believed_at_once(string kind, bool ipv6)
    {
        var key = kind == "bird" ? Sha256 : new HostKey(1, AuthenticationAlgorithm.Md5, "secret7");
        using var pod = new Pod(kind, new HostSetup { Ipv6 = ipv6, Keys = [key] }, Ospf(Ours(key)));
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        for (var round = 0; round < 3; round++)
        {
            await IsKilledAndFullAgain(pod);
        }

        await pod.IsRouted();
        service.Kill();
        Assert.DoesNotContain("sequence number", $"{pod.Router}", StringComparison.Ordinal);
    }

    [InteropFact]
    public async Task A_killed_speaker_is_believed_at_once_by_frr_in_version_3()
    {
        using var pod = new Pod(
            "frr", new HostSetup { Ipv4 = false, Ipv6 = true, Keys = [Sha256] }, Ospf(Ours(Sha256)));
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        await IsKilledAndFullAgain(pod);
        await pod.IsRouted();
        service.Kill();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task What_does_not_fit_says_which_side_sends_what(string kind)
    {
        var theirs = new HostKey(3, AuthenticationAlgorithm.Md5, "theirs");
        var setup = new HostSetup { Keys = [theirs] };
        using (var pod = new Pod(kind, setup, new OspfConfig()))
        {
            await pod.Says("172.30.9.1 on eth0 sends MD5 with key 3, we do not authenticate");
        }

        using (var pod = new Pod(kind, setup, Ospf(Ours(Sha256))))
        {
            await pod.Says("172.30.9.1 on eth0 sends MD5 with key 3, we have HMAC-SHA-256 with key 1: write id: 3 "
                + "and algorithm: md5 under ospf.keys");
        }

        using (var pod = new Pod(kind, setup, Ospf(Ours(theirs with { Secret = "ours" }))))
        {
            await pod.Says("172.30.9.1 on eth0 sends MD5 with key 3", "the two secrets of key 3 differ");
        }

        using (var pod = new Pod(kind, new HostSetup(), Ospf(Ours(theirs))))
        {
            await pod.Says("172.30.9.1 on eth0 does not authenticate, we send MD5 with key 3: configure the key");
        }
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task What_does_not_fit_in_version_3_is_said_too(string kind)
    {
        var setup = new HostSetup { Ipv4 = false, Ipv6 = true, Keys = [Sha256] };
        using (var pod = new Pod(kind, setup, new OspfConfig()))
        {
            await pod.Says("sends HMAC-SHA-256 with key 1, we do not authenticate");
        }

        using (var pod = new Pod(kind, setup, Ospf(Ours(Sha256 with { Secret = "another" }))))
        {
            await pod.Says("sends HMAC-SHA-256 with key 1", "the two secrets of key 1 differ");
        }

        using (var pod = new Pod(kind, setup with { Keys = [] }, Ospf(Ours(Sha256))))
        {
            await pod.Says("does not authenticate, we send HMAC-SHA-256 with key 1");
        }
    }

    [InteropFact]
    public async Task With_ttl_security_on_both_sides_a_service_is_routed_in_both_families()
    {
        using var pod = new Pod(
            "bird", new HostSetup { Ipv6 = true, TtlSecurity = true }, new OspfConfig { TtlSecurity = true });
        await IsWell(pod);
    }

    [InteropFact]
    public async Task A_router_without_ttl_security_is_named()
    {
        using var pod = new Pod("bird", new HostSetup(), new OspfConfig { TtlSecurity = true });
        await pod.Says("172.30.9.1", "TTL 1");
    }

    private static async Task IsWell(Pod pod)
    {
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        Assert.True(pod.Speaker.IsFull(), $"{pod.Speaker}");
        service.Kill();
        await pod.IsWithdrawn();
    }

    private static async Task IsKilledAndFullAgain(Pod pod)
    {
        pod.Speaker.Signal("KILL");
        pod.Speaker.WaitForExit();
        pod.Speaker.Start();
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 5, Token), $"{pod.Speaker}\n{pod.Router}");
    }

    private static void NeverLost(Pod pod)
    {
        Assert.True(pod.Speaker.IsFull(), $"{pod.Speaker}\n{pod.Router}");
        Assert.False(
            Array.Exists(pod.Speaker.Log, line => line.Contains("is no longer Full", StringComparison.Ordinal)),
            $"{pod.Speaker}\n{pod.Router}");
    }

    private static OspfConfig Ospf(params KeyConfig[] keys) =>
        new() { Authentication = new AuthenticationConfig { Keys = keys } };

    private KeyConfig Ours(HostKey key)
    {
        var file = Path.Combine(_folder, $"{key.Id.ToString(CultureInfo.InvariantCulture)}-{key.Secret.Length}");
        File.WriteAllText(file, key.Secret + "\n");
        return new KeyConfig { Id = key.Id, Algorithm = key.Algorithm, SecretFile = file };
    }
}
