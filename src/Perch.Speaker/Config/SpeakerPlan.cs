using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Speaker.Config;

/// <summary>A configuration that was found right, in the types that the speaker works with.</summary>
internal sealed record SpeakerPlan
{
    public required SpeakerConfig Config { get; init; }

    public required IReadOnlyList<AnycastPrefix> Prefixes { get; init; }

    /// <summary>The same for every interface, but for what is remembered of it.</summary>
    public required OspfSettings Ospf { get; init; }

    /// <summary>By version; none without authentication.</summary>
    public IReadOnlyDictionary<OspfVersion, Keyring> Keyrings { get; init; } =
        new Dictionary<OspfVersion, Keyring>();

    public required IReadOnlyList<Subnet> Subnets { get; init; }
}

/// <summary>A port that a socket of the application must serve.</summary>
/// <param name="Name">As the operator reads it: "udp/53".</param>
internal readonly record struct RequiredPort(string Name, TransportProtocol Protocol, int Port)
{
    public static bool TryParse(string? name, out RequiredPort port)
    {
        port = default;
        TransportProtocol? protocol = name?.Split('/')[0] switch
        {
            "tcp" => TransportProtocol.Tcp,
            "udp" => TransportProtocol.Udp,
            _ => null,
        };
        if (protocol is null || !ushort.TryParse(name.AsSpan(4), out var number) || number == 0)
        {
            return false;
        }

        port = new RequiredPort(name!, protocol.Value, number);
        return true;
    }
}
