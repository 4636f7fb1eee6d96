using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;

namespace Perch.Tests.Interop;

/// <summary>The real <c>perch-speaker</c> in a pod's namespace, and what it says. Its /run/perch and its state are
/// directories of the test.</summary>
internal sealed class SpeakerProcess(Wiring wiring, string pod, OspfConfig ospf) : IDisposable
{
    public const string Anycast = "10.200.0.53";

    public const string Anycast6 = "fd42:200::53";

    /// <summary>How long a speaker may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly List<string> _log = [];
    private Process? _process;

    private static readonly string Built =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Perch.Speaker/debug/perch-speaker"));

    private static readonly string Native =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../perch-speaker"));

    /// <summary>The native executable of ./build, unless the one built beside this test is newer.</summary>
    public static string Executable { get; } = Environment.GetEnvironmentVariable("PERCH_SPEAKER")
        ?? (File.GetLastWriteTimeUtc(Native) > File.GetLastWriteTimeUtc(Built) ? Native : Built);

    public static bool IsNative => Executable != Built;

    /// <summary>A fifth of the router's Hello interval: who waits for a Hello is too late four times of five. What has
    /// to be compiled first takes longer the first time.</summary>
    public static int MillisecondsToFull => IsNative ? 200 : 1000;

    public string[] Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public IReadOnlyList<string> Addresses { get; init; } = [Anycast];

    /// <summary>The least that is logged.</summary>
    public string Logs { get; init; } = "debug";

    public int Id => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>What else the test wants of its configuration.</summary>
    public Func<SpeakerConfig, SpeakerConfig>? More { get; init; }

    private string Folder => Path.Combine(wiring.Folder, pod);

    public SpeakerProcess Start()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "run"));
        Directory.CreateDirectory(Path.Combine(Folder, "state"));
        var config = new SpeakerConfig
        {
            Pod = "web",
            Addresses = Addresses,
            Ospf = ospf,
            Health = new HealthConfig { Rise = 1, Probes = [new TcpProbeConfig { Port = 8080 }] },
        };
        var json = JsonSerializer.Serialize(More?.Invoke(config) ?? config, ModelJson.Default.SpeakerConfig);
        var variable = $"{PodNames.ConfigVariable}={json}";
        _process = Command.Start(Note, Inside("env", variable, $"PERCH_LOG={Logs}", Executable, "run"));
        return this;
    }

    /// <summary>The service, which is well for as long as it runs.</summary>
    /// <param name="at">Where it listens: at every address of both families, if not given.</param>
    public Process Serve(string at = "[::]") => Command.Start(
        _ => { },
        "nsenter", $"--net=/run/netns/{pod}", "busybox", "httpd", "-f", "-p", $"{at}:8080", "-h", Folder);

    /// <summary>From its control socket: a program for each look would be most of what a test costs.</summary>
    public SpeakerStatus? WholeStatus()
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            {
                ReceiveTimeout = (int)Patience.TotalMilliseconds,
            };
            socket.Connect(new UnixDomainSocketEndPoint(
                Path.Combine(Folder, "run", Path.GetFileName(PodNames.ControlSocket))));
            socket.Send("{\"ask\":\"Status\"}\n"u8);
            using var reader = new StreamReader(new NetworkStream(socket));
            return reader.ReadLine() is { Length: > 0 } line
                ? JsonSerializer.Deserialize(line, ModelJson.Default.SpeakerStatus)
                : null;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return null;
        }
    }

    public OspfStatus? Status() => WholeStatus()?.Ospf is [var first, ..] ? first : null;

    /// <summary>In every version that it speaks.</summary>
    public bool IsFull() => WholeStatus()?.Ospf is { Count: > 0 } all
        && all.Count == Addresses.Count
        && all.All(ospf => ospf.Neighbors.Any(neighbor => neighbor.State == "Full"));

    public bool HasReason(params string[] parts) => WholeStatus()?.Reasons.Any(reason =>
        parts.All(part => reason.Contains(part, StringComparison.Ordinal))) == true;

    /// <summary>One of the speaker's own commands: handover, drain.</summary>
    public void Ask(string command) => Command.Run(Inside(Executable, command));

    /// <summary>The same, with its words and its exit code.</summary>
    public (int Code, string Output) TryAsk(params string[] words) => Command.Try(Inside([Executable, .. words]));

    public void WaitForExit() =>
        Assert.True(_process!.WaitForExit(TimeSpan.FromSeconds(15)), "the speaker does not end");

    public void Signal(string signal) => Command.Run("kill", $"-{signal}", $"{_process!.Id}");

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
    }

    public override string ToString() =>
        string.Join('\n', Log.TakeLast(40)) + "\n" + Command.Try(Inside(Executable, "status")).Output;

    private string[] Inside(params string[] line) =>
    [
        "nsenter", $"--net=/run/netns/{pod}", "unshare", "--mount", "sh", "-c",
        "mkdir -p /run/perch /var/lib/perch && mount --bind \"$0/run\" /run/perch "
            + "&& mount --bind \"$0/state\" /var/lib/perch && exec \"$@\"",
        Folder, .. line,
    ];

    private void Note(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }
}
