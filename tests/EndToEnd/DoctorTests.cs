using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>What no speaker can see by itself.</summary>
public sealed class DoctorTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task Doctor_names_a_subnet_that_another_host_has_too()
    {
        var network = await shared.GetAsync(Token);
        await using var here = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        // A host that was set up with a copy of the first one's compose file.
        var copy = new Host(network.HostB.Machine, network.HostB.Router, network.HostA.PodNetwork);
        await using var there = await Deployment.StartAsync(copy, new NameServer(), Token);
        await Until.SeenAsync(
            "doctor names the subnet", Deployment.Limit,
            token => here.Machine.RunAsync($"cd {NameServer.Folder} && perch doctor --json", token),
            doctor => doctor.Output.Contains("\"subnet-twin\"", StringComparison.Ordinal)
                && doctor.Output.Contains("router 10.99.2.2 is another host", StringComparison.Ordinal),
            Token);
    }
}
