using Perch.Lab;

namespace Perch.Bench;

/// <summary>The name server announced by Perch, with every default.</summary>
internal sealed class PerchPod : IScheme
{
    /// <summary>
    /// More for pdns.conf. Nothing: a PowerDNS without the Internet spends the first 2 s of its life on waiting for
    /// word of security updates, in every scheme alike.
    /// </summary>
    public string Settings { get; init; } = "";

    /// <summary>As <see cref="NameServer.Anycast"/>.</summary>
    public string? Anycast { get; init; }

    /// <summary>As <see cref="NameServer.Image"/>.</summary>
    public string Image { get; init; } = "powerdns";

    public string Name => "Perch";

    public string Application => "dns-powerdns-1";

    public string Announcer => "dns-powerdns-speaker-1";

    public string Up => $"cd {NameServer.Folder} && perch up";

    public string Update =>
        $"cd {NameServer.Folder} && docker compose -p dns --project-directory . -f .perch/compose.yaml "
        + "up -d --force-recreate --no-deps -t 2 powerdns";

    public async Task PrepareAsync(Host host, CancellationToken cancellationToken)
    {
        var server = new NameServer { Anycast = Anycast, Settings = Settings, Image = Image };
        await server.WriteAsync(host, cancellationToken);
        await host.Engine.ImportAsync(Image, cancellationToken);
        await host.InstallPerchAsync(cancellationToken);
    }
}
