using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>The lab itself: what every other test stands on.</summary>
public sealed class LabTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_name_server_in_a_container_answers_on_its_own_host()
    {
        await using var network = await AnycastNetwork.StartAsync(new NetworkOptions(), Token);
        await network.HostA.Engine.ImportAsync("powerdns", Token);
        await network.HostA.Machine.DoAsync(
            "docker run --detach --name dns lab/powerdns --launch=bind --socket-dir=/tmp", Token);

        const string Ask = "dig +time=1 +tries=1 version.bind CH TXT "
            + "@$(docker inspect --format '{{.NetworkSettings.IPAddress}}' dns)";
        await Until.SeenAsync(
            "an answer", TimeSpan.FromSeconds(10), token => network.HostA.Machine.RunAsync(Ask, token),
            answer => answer.Output.Contains("PowerDNS", StringComparison.Ordinal), Token);
    }

    [LabTheory]
    [InlineData("trixie", false)]
    [InlineData("bookworm", false)]
    [InlineData("trixie", true)]
    [InlineData("bookworm", true)]
    public async Task A_client_reaches_both_hosts_through_the_router(string debian, bool frr)
    {
        await using var network = await AnycastNetwork.StartAsync(
            new NetworkOptions { Debian = debian, Frr = frr }, Token);
        foreach (var address in (string[])["10.99.1.2", "10.99.2.2", "fd00:10:99:1::2", "fd00:10:99:2::2"])
        {
            await network.Client.Machine.DoAsync($"ping -c 1 -W 2 {address}", Token);
        }
    }
}
