using Perch.Lab;

namespace Perch.Bench;

/// <summary>Questions that stay without an answer while the name server, or its speaker, is updated.</summary>
internal sealed class UpdateBenchmark(CancellationToken cancellationToken)
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(120);

    /// <summary>When the update comes, with the load already steady.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3);

    /// <summary>The longest update, with its soak.</summary>
    private static readonly TimeSpan One = TimeSpan.FromSeconds(30);

    private const string Side = "{addresses: [172.22.76.109], health: [{dns: {name: example.dn42, type: SOA}}], "
        + "update: {overlap: true}}";

    private const string Command = $"cd {NameServer.Folder} && perch update powerdns --soak 2s";

    private int _release;

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        var losses = await report.TryAsync("updates", new UpdateBenchmark(cancellationToken).RunAsync);
        if (losses is null)
        {
            return;
        }

        report.Heading("Questions lost in an update on the nearer host");
        report.Header("update", "hosts", "a second", "lost", "aim");
        foreach (var loss in losses)
        {
            report.Row(
                loss.What, $"{loss.Hosts}", $"{loss.PerSecond}", $"{loss.Result.Lost} of {loss.Result.Sent}",
                loss.What.Contains("perch", StringComparison.Ordinal) ? "0" : "–");
        }
    }

    /// <summary>Each row: what, hosts, a second, and what was lost of how many.</summary>
    public async Task<IReadOnlyList<UpdateLoss>> RunAsync()
    {
        var losses = new List<UpdateLoss>();
        foreach (var perSecond in (int[])[500, 2000])
        {
            losses.AddRange(await BaselineAsync(perSecond));
            losses.AddRange(await DrainedAsync(perSecond));
            losses.AddRange(await OverlappedAsync(perSecond, hosts: 2));
            losses.AddRange(await OverlappedAsync(perSecond, hosts: 1));
        }

        return losses;
    }

    private async Task<IReadOnlyList<UpdateLoss>> BaselineAsync(int perSecond)
    {
        var scheme = new BirdSidecar();
        await using var network = await StartAsync(scheme, 2, new NameServer());
        var lost = await LossAsync(
            network, perSecond, One, host => host.Machine.DoAsync(scheme.Update, cancellationToken));
        return [new UpdateLoss("BIRD sidecar, compose up --force-recreate", 2, perSecond, lost)];
    }

    private async Task<IReadOnlyList<UpdateLoss>> DrainedAsync(int perSecond)
    {
        await using var network = await StartAsync(new PerchPod(), 2, new NameServer { Settings = "" });
        var losses = new List<UpdateLoss>
        {
            new("perch update", 2, perSecond, await LossAsync(network, perSecond, One, UpdateAsync)),
            new("perch update --speaker", 2, perSecond, await LossAsync(network, perSecond, One, UpdateSpeakerAsync)),
        };
        if (perSecond == 500)
        {
            losses.Add(new UpdateLoss("ten times perch update", 2, perSecond, await LossAsync(
                network, perSecond, 6 * One, async host =>
                {
                    for (var number = 0; number < 10; number++)
                    {
                        await UpdateAsync(host);
                    }
                })));
        }

        return losses;
    }

    private async Task<IReadOnlyList<UpdateLoss>> OverlappedAsync(int perSecond, int hosts)
    {
        var server = new NameServer { Anycast = Side, Settings = "reuseport=yes" };
        await using var network = await StartAsync(new PerchPod(), hosts, server);
        var lost = await LossAsync(network, perSecond, One, UpdateAsync);
        return [new UpdateLoss("perch update, overlap: true", hosts, perSecond, lost)];
    }

    private async Task<AnycastNetwork> StartAsync(IScheme scheme, int hosts, NameServer server)
    {
        var network = await Networks.StartAsync(Networks.Classic, scheme, cancellationToken);
        foreach (var host in network.Hosts.Take(hosts))
        {
            if (scheme is PerchPod)
            {
                await server.WriteAsync(host, cancellationToken);
            }

            await host.Machine.DoAsync(scheme.Up, cancellationToken);
        }

        return network;
    }

    private async Task<LoadResult> LossAsync(
        AnycastNetwork network, int perSecond, TimeSpan length, Func<Host, Task> update)
    {
        await Until.SeenAsync(
            "answers from hosta", SettleLimit, token => NameServer.AnsweringAsync(network.Client, token),
            answer => answer == "hosta", cancellationToken);
        var load = network.Client.LoadAsync(
            NameServer.Address, "www.example.dn42 A", perSecond, length, cancellationToken);
        await Task.Delay(Before, cancellationToken);
        await update(network.HostA);
        if (load.IsCompleted)
        {
            throw new LabException("the update took longer than the load");
        }

        var lost = await load;
        Console.Error.WriteLine($"  {perSecond} a second: {lost}");
        return lost;
    }

    private async Task UpdateAsync(Host host)
    {
        await host.Engine.ImportAsync("powerdns", cancellationToken, [$"LABEL release={++_release}"]);
        await host.Machine.DoAsync(Command, cancellationToken);
    }

    /// <summary>The same speaker in another image.</summary>
    private async Task UpdateSpeakerAsync(Host host) => await host.Machine.DoAsync(
        "image=$(docker inspect --format '{{.Config.Image}}' dns-powerdns-speaker-1) "
        + "&& docker create --name copy $image "
        + $"&& docker commit --change 'LABEL release={++_release}' copy perch/speaker:bench && docker rm copy "
        + $"&& {Command} --speaker --image perch/speaker:bench",
        cancellationToken);
}

/// <summary>One row of the table.</summary>
internal sealed record UpdateLoss(string What, int Hosts, int PerSecond, LoadResult Result);
