using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Interop.Hostile;

/// <summary>The same under siege with a key that the attacker does not have.</summary>
[Collection(SiegeTurns.Name)]
public sealed class AuthenticatedSiegeTests
{
    private const string Secret = "shared-secret";

    /// <summary>What costs an exchange without a key, once and as a storm.</summary>
    [InteropFact]
    public async Task Who_has_no_key_changes_nothing()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Secret, TestContext.Current.CancellationToken);
        using var siege = new Siege
        {
            Keys = [new HostKey(1, AuthenticationAlgorithm.HmacSha256, Secret)],
            Ospf = new OspfConfig
            {
                Authentication = new AuthenticationConfig { Keys = [new KeyConfig { SecretFile = file }] },
            },
        };
        await siege.Ready();
        foreach (var version in new[] { OspfVersion.V2, OspfVersion.V3 })
        {
            var forge = new Forge(siege.Router, siege.Speaker, version);
            siege.Send(siege.Router, version, forge.Hello([], siege.Router));
            siege.Send(siege.Router, version, forge.Description((DescriptionFlags)7, 77), toAddress: true);
            using var storm = new Storm(
                siege.Tap, [.. Storms.Descriptions(siege, forge)], perSecond: 50_000, TimeSpan.FromSeconds(1));
            storm.Wait();
        }

        await siege.IsUnharmed();
        File.Delete(file);
    }
}
