using System.Reflection;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>The three-container scheme of <c>bench/baseline</c>, without Perch.</summary>
internal sealed class BirdSidecar : IScheme
{
    public string Name => "BIRD sidecar";

    public string Application => "baseline-powerdns-1";

    public string Announcer => "baseline-powerdns-bird-1";

    public string Up => $"cd {NameServer.Folder} && docker compose up -d";

    public string Update =>
        $"cd {NameServer.Folder} && docker compose up -d --force-recreate --no-deps -t 2 powerdns";

    public async Task PrepareAsync(Host host, CancellationToken cancellationToken)
    {
        await new NameServer { Settings = "" }.WriteAsync(host, cancellationToken);
        foreach (var file in (string[])["compose.yaml", "bird.conf"])
        {
            var number = host.PodNetwork.Split('.')[^1];
            var text = Resource(file).Replace("172.18.N", host.PodNetwork, StringComparison.Ordinal)
                .Replace("10.88.0.N", $"10.88.0.{number}", StringComparison.Ordinal);
            await host.Machine.WriteAsync($"{NameServer.Folder}/{file}", text, cancellationToken);
        }

        foreach (var image in (string[])["busybox", "powerdns", "bird"])
        {
            await host.Engine.ImportAsync(image, cancellationToken);
        }
    }

    private static string Resource(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"baseline/{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
