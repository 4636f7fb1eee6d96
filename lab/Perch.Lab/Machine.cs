using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Perch.Lab;

/// <summary>
/// A machine of the lab: mount, network, pid, uts and ipc namespaces over a Debian root, joined to others by cables
/// and to nothing else. It dies with us, unless it is to be kept.
/// </summary>
public sealed class Machine : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ["HOME"] = "/root",
        ["LC_ALL"] = "C.UTF-8",
        ["TERM"] = System.Environment.GetEnvironmentVariable("TERM") ?? "xterm",
    };

    private readonly Process _owner;

    private Machine(string name, LabFolder lab, Process owner, int pid)
    {
        Name = name;
        Lab = lab;
        _owner = owner;
        Pid = pid;
    }

    public string Name { get; }

    public LabFolder Lab { get; }

    /// <summary>The machine's first process, as seen from outside.</summary>
    public int Pid { get; }

    /// <summary>The machine's own root directory, as seen from outside.</summary>
    public string Root => $"/proc/{Pid}/root";

    public static async Task<Machine> StartAsync(
        LabFolder lab, string name, MachineOptions options, CancellationToken cancellationToken)
    {
        var root = Path.Combine(LabFolder.Cache, "root", options.Debian);
        var folder = Path.Combine(lab.Location, name);
        string[] script = ["-c", Script(), "machine", folder, root, name, lab.LockFile];
        var start = new Command("/usr/bin/setsid",
        [
            "unshare", "--mount", "--net", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "--", "sh",
            .. script, options.Keep ? "kept" : "owner", .. options.Folders,
        ]);
        var owner = start.Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        if (await owner.StandardOutput.ReadLineAsync(limit.Token) != "ready")
        {
            throw new LabException($"{name} did not start: {await owner.StandardError.ReadToEndAsync(limit.Token)}");
        }

        var machine = new Machine(name, lab, owner, FirstChild(owner.Id));
        await File.WriteAllTextAsync(Path.Combine(folder, "pid"), $"{machine.Pid}\n", cancellationToken);
        return machine;
    }

    /// <summary>A cable from one machine's interface to another's; each end gets its addresses and is up.</summary>
    public static async Task CableAsync(CableEnd left, CableEnd right, CancellationToken cancellationToken)
    {
        // Only the network is entered: the kernel reads the other end's pid as we do.
        var cable = new Command("/usr/bin/nsenter",
        [
            $"--net=/proc/{left.Machine.Pid}/ns/net", "ip", "link", "add", left.Interface, "type", "veth",
            "peer", "name", right.Interface, "netns", $"{right.Machine.Pid}",
        ]);
        (await cable.RunAsync(cancellationToken)).OrThrow();
        foreach (var end in (CableEnd[])[left, right])
        {
            await end.Machine.DoAsync(
                $"ip address add {end.Address} dev {end.Interface} && ip link set {end.Interface} up && "
                    + $"ip -6 address add {UniqueLocal.Of(end.Address)} dev {end.Interface} nodad",
                cancellationToken);
        }
    }

    /// <summary>A program that is about to run on this machine.</summary>
    internal Command Command(IReadOnlyList<string> command) => new("/usr/bin/nsenter",
    [
        $"--target={Pid}", "--mount", "--net", "--pid", "--uts", "--ipc", "--", "env", "--chdir=/root", .. command,
    ])
    {
        Environment = Environment,
    };

    /// <summary>Runs a line of shell on this machine and returns what became of it.</summary>
    public Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken) =>
        Command(["sh", "-c", line]).RunAsync(cancellationToken);

    /// <summary>Runs a line of shell that must succeed, and returns its output.</summary>
    public async Task<string> DoAsync(string line, CancellationToken cancellationToken) =>
        (await RunAsync(line, cancellationToken)).OrThrow();

    /// <summary>Runs a program that must succeed, and returns its output.</summary>
    public async Task<string> DoAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        (await Command(command).RunAsync(cancellationToken)).OrThrow();

    /// <summary>Starts a program that goes on by itself, its output in a log file of the machine.</summary>
    public Task StartDaemonAsync(string line, string log, CancellationToken cancellationToken) =>
        DoAsync($"setsid {line} >>{log} 2>&1 </dev/null &", cancellationToken);

    /// <summary>Waits for a route, and returns it with the time it took.</summary>
    public Task<Seen<string>> RouteAsync(string prefix, TimeSpan within, CancellationToken cancellationToken) =>
        Until.SeenAsync(
            $"route to {prefix} on {Name}", within,
            token => DoAsync($"ip {Family(prefix)} route show {prefix}", token), route => route.Length > 0,
            cancellationToken);

    /// <summary>What tells <c>ip</c> which family is meant.</summary>
    public static string Family(string prefix) => prefix.Contains(':', StringComparison.Ordinal) ? "-6" : "-4";

    /// <summary>Writes a file on this machine.</summary>
    public async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var outside = Root + path;
        Directory.CreateDirectory(Path.GetDirectoryName(outside)!);
        await File.WriteAllTextAsync(outside, text, cancellationToken);
    }

    /// <summary>The last lines of a file on this machine, for a message.</summary>
    public string Tail(string path, int lines = 20) =>
        File.Exists(Root + path) ? string.Join('\n', File.ReadLines(Root + path).TakeLast(lines)) : $"no {path}";

    /// <summary>Switches the machine off: every process on it ends, every interface goes.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var first = Process.GetProcessById(Pid))
        {
            first.Kill();
        }

        await _owner.WaitForExitAsync();
        _owner.Dispose();
    }

    /// <summary>First processes of the machines that live in a folder, by the lock that they hold.</summary>
    internal static IEnumerable<int> LeftIn(LabFolder lab) =>
        from folder in Directory.GetDirectories(lab.Location)
        let file = Path.Combine(folder, "pid")
        where File.Exists(file)
        let pid = int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture)
        let held = new FileInfo($"/proc/{pid}/fd/9")
        where held.LinkTarget == lab.LockFile
        select pid;

    /// <summary>Ends a machine by its first process, and waits until it is gone.</summary>
    internal static async Task SwitchOffAsync(int pid)
    {
        // The first process of a pid namespace is gone only when all others are.
        using var first = Process.GetProcessById(pid);
        first.Kill();
        await first.WaitForExitAsync();
    }

    private static string Script()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("machine.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static int FirstChild(int pid) =>
        int.Parse(File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ')[0], CultureInfo.InvariantCulture);
}

/// <summary>What a machine is made of.</summary>
public sealed record MachineOptions
{
    /// <summary>The Debian whose programs it runs: trixie, or bookworm for the older engine and routers.</summary>
    public string Debian { get; init; } = "trixie";

    /// <summary>Whether it outlives us.</summary>
    public bool Keep { get; init; }

    /// <summary>Folders of this machine that are to be seen on it, under the same path.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];
}

/// <summary>One end of a cable: "10.99.1.1/24", and <see cref="UniqueLocal"/> beside it, on an interface of a
/// machine.</summary>
public sealed record CableEnd(Machine Machine, string Interface, string Address);
