using Perch.Lab;

namespace Perch.Demo;

/// <summary>The first anycast service, from an ordinary compose file to an answer that survives its host.</summary>
internal sealed class Story(AnycastNetwork network, Stage stage)
{
    private const string Picture =
        """
        client ──── router ──┬── hosta   Docker, BIRD, PowerDNS in 172.18.3.0/24
                    (BIRD)   └── hostb   Docker, BIRD, PowerDNS in 172.18.4.0/24
        """;

    private static readonly TimeSpan StripLength = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void Introduce(Stage stage)
    {
        stage.Act("A network, all on this machine");
        stage.Say("Four machines made of network namespaces, joined by cables that lead nowhere else.\n"
            + "The router runs BIRD and speaks OSPF with both hosts; the way to hosta is the shorter one.");
        stage.Gap();
        stage.Show(Picture);
    }

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        await UpAsync(cancellationToken);
        await LookAsync(cancellationToken);
        await StopOneAsync(cancellationToken);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(network.Hosts.Select(async host =>
        {
            await host.InstallPerchAsync(cancellationToken);
            await host.ForwardToAsync(NameServer.Address, cancellationToken);
            await host.Engine.ImportAsync("powerdns", cancellationToken);
            await new NameServer().WriteAsync(host, cancellationToken);
        }));
        stage.Act("An ordinary compose file, and what makes it anycast");
        stage.Show(new NameServer().Compose(network.HostA));
        stage.Gap();
        stage.Say($"""
            The image is an unmodified PowerDNS. {stage.Bold("x-anycast")} is all that was added: the address that
            both hosts will answer for, and the question that tells a healthy name server from a sick one.
            """);
    }

    private async Task UpAsync(CancellationToken cancellationToken)
    {
        stage.Act("perch up, on both hosts");
        foreach (var host in network.Hosts)
        {
            await stage.TypeAsync(host.Machine, "perch up", cancellationToken, NameServer.Folder);
        }

        stage.Gap();
        stage.Say("Three containers a host: one holds the network namespace, one is PowerDNS, one speaks OSPF with\n"
            + "the host's BIRD, and announces only for as long as PowerDNS answers.");
        await stage.TypeAsync(
            network.HostA.Machine, "docker ps --format 'table {{.Names}}\\t{{.Image}}\\t{{.Status}}'",
            cancellationToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        stage.Act("One address, two hosts");
        await AnsweredByAsync("hosta", cancellationToken);
        await stage.TypeAsync(
            network.Router.Machine, $"birdc show route for {NameServer.Address} all | grep -E 'unicast|via'",
            cancellationToken);
        await stage.TypeAsync(
            network.Client.Machine, $"dig +short @{NameServer.Address} id.example.dn42 TXT", cancellationToken);
        await stage.TypeAsync(network.HostA.Machine, "perch status", cancellationToken, NameServer.Folder);
    }

    private async Task StopOneAsync(CancellationToken cancellationToken)
    {
        stage.Act("PowerDNS stops on hosta, and the client keeps getting answers");
        var questions = new Questions(network.Client, stage);
        stage.Say($"The client asks ten times a second which host it reaches.   {questions.Legend}");
        stage.Gap();
        await questions.AskAsync(
            StripLength,
            () => network.HostA.Machine.DoAsync("docker stop -t 1 dns-powerdns-1", cancellationToken),
            cancellationToken);
        stage.Say(stage.Dim($"{new string(' ', Questions.Quiet)}▲ hosta# docker stop -t 1 dns-powerdns-1"));
        stage.Gap();
        await stage.TypeAsync(network.HostA.Machine, "perch status", cancellationToken, NameServer.Folder);
        stage.Gap();
        stage.Say("It starts again, and is announced when it has answered three times:");
        stage.Gap();
        await questions.AskAsync(
            StripLength,
            () => network.HostA.Machine.DoAsync("docker start dns-powerdns-1", cancellationToken),
            cancellationToken);
        stage.Say(stage.Dim($"{new string(' ', Questions.Quiet)}▲ hosta# docker start dns-powerdns-1"));
        await AnsweredByAsync("hosta", cancellationToken);
        stage.Gap();
        stage.Say($"hosta answered {questions.AnsweredBy("hosta")}, hostb {questions.AnsweredBy("hostb")}, "
            + $"nobody {questions.Lost}. What is lost is lost in BIRD's own second between two looks at its routes.");
    }

    private async Task AnsweredByAsync(string host, CancellationToken cancellationToken) =>
        await Until.SeenAsync(
            $"an answer from {host}", Limit, token => NameServer.AnsweringAsync(network.Client, token),
            answer => answer == host, cancellationToken);
}
