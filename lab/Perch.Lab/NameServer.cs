using System.Reflection;
using System.Text.RegularExpressions;

namespace Perch.Lab;

/// <summary>
/// An unmodified PowerDNS with the zone example.dn42, its folder on a host in <see cref="Folder"/>. The record
/// <c>id.example.dn42 TXT</c> tells which host answers.
/// </summary>
public sealed partial record NameServer
{
    /// <summary>The anycast address, from the range that DN42 gives to such services.</summary>
    public const string Address = "172.22.76.109";

    /// <summary>Its other anycast address.</summary>
    public const string AddressV6 = "fdbc:f9dc:67ad:2547::54";

    /// <summary>The compose file's folder on every host.</summary>
    public const string Folder = "/srv/dns";

    /// <summary>The value of x-anycast in one line of YAML; null leaves it as the compose file has it.</summary>
    public string? Anycast { get; init; }

    /// <summary>More keys for the service, in lines of YAML.</summary>
    public string Service { get; init; } = "";

    /// <summary>
    /// More for pdns.conf. A PowerDNS that cannot reach the Internet first waits 2 s for word of security updates;
    /// this spares tests the wait.
    /// </summary>
    public string Settings { get; init; } = "security-poll-suffix=";

    /// <summary>What answers: "powerdns"; "pdns-recursor" or "unbound", which open their UDP and their TCP port so
    /// that another one may do so as well, where PowerDNS's authoritative server shares its UDP port alone.</summary>
    public string Image { get; init; } = "powerdns";

    /// <summary>Writes the compose file and the zone to a host, for the network that its pods are in.</summary>
    public async Task WriteAsync(Host host, CancellationToken cancellationToken)
    {
        var machine = host.Machine;
        await machine.WriteAsync($"{Folder}/compose.yaml", Compose(host), cancellationToken);
        await machine.WriteAsync(
            $"{Folder}/conf/pdns.conf", $"{Resource("pdns.conf")}{Settings}\n", cancellationToken);
        await machine.WriteAsync(
            $"{Folder}/conf/unbound.conf",
            Resource("unbound.conf").Replace("HOST", machine.Name, StringComparison.Ordinal), cancellationToken);
        await machine.WriteAsync($"{Folder}/conf/recursor.yml", Resource("recursor.yml"), cancellationToken);
        await machine.WriteAsync($"{Folder}/conf/named.conf", Resource("named.conf"), cancellationToken);
        await machine.WriteAsync(
            $"{Folder}/conf/example.dn42.zone",
            Resource("example.dn42.zone").Replace("HOST", machine.Name, StringComparison.Ordinal), cancellationToken);
    }

    /// <summary>The compose file as <see cref="WriteAsync"/> writes it.</summary>
    public string Compose(Host host)
    {
        var text = Resource("compose.yaml")
            .Replace("172.18.N", host.PodNetwork, StringComparison.Ordinal)
            .Replace("fd00:172:18:N", host.PodNetworkV6, StringComparison.Ordinal);
        text = text.Replace("lab/powerdns", $"lab/{Image}", StringComparison.Ordinal)
            .Replace("./conf:/etc/powerdns", Image == "unbound" ? "./conf:/etc/unbound" : "./conf:/etc/powerdns",
                StringComparison.Ordinal);
        var anycast = Anycast is null ? XAnycast().Match(text).Value : $"    x-anycast: {Anycast}\n";
        var service = Service.Length == 0 ? "" : Service.TrimEnd() + "\n";
        return XAnycast().Replace(text, service + anycast);
    }

    /// <summary>Which host answers the client: its name, or nothing.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="address">Which of the anycast addresses is asked.</param>
    public static async Task<string> AnsweringAsync(
        Client client, CancellationToken cancellationToken, string address = Address) =>
        (await client.AskAsync(address, "id.example.dn42", "TXT", cancellationToken)).Trim('"');

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"    x-anycast:\n(      .*\n)+")]
    private static partial Regex XAnycast();
}
