using System.Text.Json;
using Perch.Lab;
using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;

namespace Perch.Matrix;

/// <summary>The speaker and the service in the pod.</summary>
internal sealed class SpeakerPod(Wiring wiring, Cell cell)
{
    private const string Log = "/var/log/speaker.log";

    private Machine Machine => wiring.Pod;

    private string Anycast => cell.IsV2 ? Wiring.Anycast4 : Wiring.Anycast6;

    public async Task StartAsync(CancellationToken token)
    {
        var config = new SpeakerConfig
        {
            Pod = "matrix",
            Addresses = [Anycast],
            Ospf = new OspfConfig
            {
                AnnounceAs = cell.Form,
                Metric = Wiring.AnnouncedMetric,
                Authentication = Keys(),
            },
            Health = new HealthConfig { Rise = 1, Probes = [new TcpProbeConfig { Port = 8080 }] },
        };
        var json = JsonSerializer.Serialize(config, ModelJson.Default.SpeakerConfig).Replace("'", "", default);
        await Machine.DoAsync("mkdir -p /run/perch /var/lib/perch", token);
        await Machine.StartDaemonAsync(
            $"env '{PodNames.ConfigVariable}={json}' PERCH_LOG=debug {Programs.Speaker} run", Log, token);
    }

    public Task KillAsync(CancellationToken token) => Machine.DoAsync("pkill -KILL -x perch-speaker", token);

    /// <summary>As Docker stops it, and waits until it has gone.</summary>
    public async Task StopAsync(CancellationToken token)
    {
        await Machine.DoAsync("pkill -TERM -x perch-speaker", token);
        await Until.SoAsync(
            "end of the speaker",
            TimeSpan.FromSeconds(15),
            async t => !(await Machine.RunAsync("pgrep -x perch-speaker", t)).Success,
            token);
    }

    public Task ServeAsync(CancellationToken token)
    {
        var address = cell.IsV2 ? Anycast : $"[{Anycast}]";
        return Machine.StartDaemonAsync($"busybox httpd -f -p {address}:8080 -h /root", "/dev/null", token);
    }

    public Task EndServiceAsync(CancellationToken token) => Machine.DoAsync("pkill -KILL -x busybox", token);

    public async Task<bool> IsFullAsync(CancellationToken token) =>
        (await StatusAsync(token))?.Ospf.Any(ospf =>
            ospf.Version == cell.Version && ospf.Neighbors.Any(neighbor => neighbor.State == "Full")) == true;

    public string Tail() => Machine.Tail(Log, 30);

    private async Task<SpeakerStatus?> StatusAsync(CancellationToken token)
    {
        var answer = await Machine.RunAsync($"{Programs.Speaker} status --json", token);
        return answer.Success ? JsonSerializer.Deserialize(answer.Output, ModelJson.Default.SpeakerStatus) : null;
    }

    private AuthenticationConfig? Keys() => cell.Authentication == Authentication.None ? null : new()
    {
        Keys =
        [
            new KeyConfig
            {
                Id = 1,
                SecretFile = "/root/key",
                Algorithm = cell.Authentication == Authentication.Md5
                    ? AuthenticationAlgorithm.Md5
                    : AuthenticationAlgorithm.HmacSha256,
            },
        ],
    };
}
