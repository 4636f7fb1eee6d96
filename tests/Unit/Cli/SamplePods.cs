using System.Text.Json;
using Perch.Docker;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Tests.Unit.Cli;

/// <summary>Pods as an engine and a speaker would describe them.</summary>
internal static class SamplePods
{
    public static Container Holder(string started = "2026-01-01T00:00:00Z", string labels = "") =>
        Container("h1", "dns-net-1", started, labels: labels);

    public static Container Member(
        string name, string state = "running", string started = "2026-01-01T00:00:01Z", string holder = "h1",
        string error = "") =>
        Container("m1", name, started, state, "container:" + holder, error);

    public static FoundPod Whole() => new("dns", "powerdns")
    {
        Holder = Holder(),
        Application = Member("dns-powerdns-1"),
        Speaker = Member("dns-powerdns-speaker-1"),
    };

    public static SpeakerStatus Status(GateState state, bool announced, params string[] reasons) => new()
    {
        Speaker = "0.1.0",
        Pod = "powerdns",
        Uptime = TimeSpan.FromMinutes(3),
        Gate = new GateStatus
        {
            State = state,
            For = TimeSpan.FromSeconds(42),
            Why = "all probes pass",
            Probes = [],
            Listeners = [],
        },
        Addresses = [new AddressStatus("172.22.76.109/32", "lo")],
        Ospf =
        [
            new OspfStatus
            {
                Interface = "eth0",
                Address = "172.18.3.54/24",
                RouterId = "172.18.3.54",
                State = "DROther",
                Mtu = 1500,
                Neighbors = announced ? [Router] : [],
                Announcements = announced ? [Announced] : [],
                Reasons = [],
            },
        ],
        Announced = announced,
        Reasons = reasons,
    };

    /// <summary>A service with an address of each family.</summary>
    public static SpeakerStatus DualStatus(bool announced)
    {
        var v4 = Status(GateState.Up, announced);
        var v6 = v4.Ospf[0] with
        {
            Version = 3,
            Address = "fe80::42:acff:fe12:336/64",
            Authentication = "hmac-sha-256, key 1",
            Announcements = announced ? [Announced with { Prefix = "fdbc::54/128" }] : [],
        };
        return v4 with
        {
            Addresses = [.. v4.Addresses, new AddressStatus("fdbc::54/128", "lo")],
            Ospf = [.. v4.Ospf, v6],
        };
    }

    private static NeighborStatus Router => new()
    {
        RouterId = "10.99.1.2",
        Address = "172.18.3.1",
        State = "Full",
        For = TimeSpan.FromMinutes(2),
        Role = "DR",
    };

    private static AnnouncementStatus Announced => new()
    {
        Prefix = "172.22.76.109/32",
        Lsa = "AS-external-LSA type 1",
        Metric = 10,
        Acknowledged = true,
    };

    private static Container Container(
        string id, string name, string started, string state = "running", string network = "default",
        string error = "", string labels = "")
    {
        var running = state == "running" ? "true" : "false";
        return new Container(JsonElement.Parse(
            $$$"""
            {
              "Id": "{{{id}}}", "Name": "/{{{name}}}", "RestartCount": 7,
              "State": {"Status": "{{{state}}}", "Running": {{{running}}}, "ExitCode": 1, "StartedAt": "{{{started}}}",
                "Error": "{{{error}}}"},
              "Config": {"Labels": { {{{labels}}} } },
              "HostConfig": {"NetworkMode": "{{{network}}}"},
              "NetworkSettings": {"Networks": {"dns_default": {"NetworkID": "dns_default-id"} } }
            }
            """));
    }
}
