using System.Diagnostics;

namespace Perch.Lab;

/// <summary>
/// One lab's folder on disk, and the name of its control groups. It is in use for as long as we or a machine of the
/// lab hold its lock; what a killed run left behind is swept up by the next one.
/// </summary>
public sealed class LabFolder : IDisposable
{
    private const string ControlGroups = "/sys/fs/cgroup";

    private FileStream? _lock;

    private LabFolder(string path) => Location = path;

    /// <summary>Where <c>lab/setup</c> keeps the roots and images.</summary>
    public static string Cache { get; } =
        Environment.GetEnvironmentVariable("PERCH_LAB") is { Length: > 0 } path ? path : "/var/cache/perch-lab";

    /// <summary>Where control groups begin: one place, or with the older kernel interface one for each kind.</summary>
    internal static IEnumerable<string> ControlGroupRoots =>
        Directory.GetDirectories(ControlGroups).Append(ControlGroups);

    private static int _lastNumber;

    private static string Runs => Path.Combine(Cache, "run");

    public string Location { get; }

    public string Name => Path.GetFileName(Location);

    /// <summary>Parent of the control groups that the lab's engines make.</summary>
    public string ControlGroup => $"/perch-lab-{Name}";

    /// <summary>Held shared by everybody who lives in this lab.</summary>
    public string LockFile => Path.Combine(Location, "lock");

    /// <summary>Whether its machines are to outlive their owner.</summary>
    public bool IsKept
    {
        get => File.Exists(KeptMark);
        set
        {
            if (value)
            {
                File.WriteAllText(KeptMark, "");
            }
        }
    }

    private string KeptMark => Path.Combine(Location, "kept");

    /// <summary>Sweeps up after killed runs and makes a new folder.</summary>
    public static LabFolder Create()
    {
        if (!Directory.Exists(Path.Combine(Cache, "root", "trixie")))
        {
            throw new LabException($"there is no lab in {Cache}: run lab/setup as root");
        }

        foreach (var left in All().Where(folder => !folder.InUse()))
        {
            left.Dispose();
        }

        // One number for each lab of this process: several may begin in the same moment.
        string name;
        do
        {
            name = $"{Environment.ProcessId}-{Interlocked.Increment(ref _lastNumber)}";
        }
        while (Directory.Exists(Path.Combine(Runs, name)));

        return Claim(name);
    }

    /// <summary>The folders of all labs, alive or left behind.</summary>
    public static IEnumerable<LabFolder> All() => Directory.Exists(Runs)
        ? Directory.GetDirectories(Runs, "*-*").Select(path => new LabFolder(path))
        : [];

    /// <summary>Removes the folder and the control groups. The machines must be gone.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
        foreach (var hierarchy in ControlGroupRoots)
        {
            RemoveControlGroup(hierarchy + ControlGroup);
        }

        // .NET's own recursive delete stops at the folders that overlayfs leaves without permissions.
        using var remove = Process.Start("rm", ["-rf", Location]);
        remove.WaitForExit();
    }

    /// <summary>The folder appears under its name only when it is locked, so that nobody sweeps up a lab that is
    /// just beginning.</summary>
    private static LabFolder Claim(string name)
    {
        var hidden = Path.Combine(Runs, "." + name.Replace('-', '_'));
        Directory.CreateDirectory(hidden);
        var held = new FileStream(
            Path.Combine(hidden, "lock"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        Directory.Move(hidden, Path.Combine(Runs, name));
        return new LabFolder(Path.Combine(Runs, name)) { _lock = held };
    }

    private bool InUse()
    {
        try
        {
            using var alone = new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void RemoveControlGroup(string path)
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        foreach (var child in Directory.GetDirectories(path))
        {
            RemoveControlGroup(child);
        }

        try
        {
            // A control group goes by rmdir, although it is full of files.
            Directory.Delete(path);
        }
        catch (IOException)
        {
            // A process in it is still dying; the folder of the next lab with this name takes it along.
        }
    }
}
