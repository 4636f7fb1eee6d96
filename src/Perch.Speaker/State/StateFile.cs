using System.Text.Json;
using Perch.Model;

namespace Perch.Speaker.State;

/// <summary>
/// One small file that outlives the speaker. A new one is written whole beside the old and takes its name, so that a
/// crash leaves the one or the other.
/// </summary>
internal sealed class StateFile(string directory, string? bootId)
{
    private readonly string _path = Path.Combine(directory, "state.json");

    /// <summary>Why what is told now would not outlive this speaker; null when it will.</summary>
    public string? Problem { get; private set; }

    public SpeakerMemory Memory { get; private set; } = new() { BootId = bootId };

    /// <summary>The boot id of this machine, which a container shares; null where /proc is not to be
    /// had.</summary>
    public static string? ReadBootId()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads what the last speaker left. Times of another start of the machine say nothing: they
    /// go.</summary>
    public void Load()
    {
        try
        {
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(_path), StateJson.Default.SpeakerMemory);
            if (read is { Version: SpeakerMemory.CurrentVersion })
            {
                var sameBoot = bootId is not null && read.BootId == bootId;
                Memory = sameBoot ? read : Memory with { Drained = read.Drained, Sequence = read.Sequence };
            }
        }
        catch (FileNotFoundException)
        {
        }
        catch (DirectoryNotFoundException)
        {
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            Problem = $"{_path} cannot be read ({failure.Message}): a drain from before is forgotten";
        }
    }

    /// <param name="durable">True waits for the disk: for what must outlive the machine. Links need not, they are
    /// worth nothing after a restart of it.</param>
    public void Save(SpeakerMemory memory, bool durable)
    {
        Memory = memory;
        var temporary = _path + ".new";
        try
        {
            Directory.CreateDirectory(directory);
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                file.Write(JsonSerializer.SerializeToUtf8Bytes(memory, StateJson.Default.SpeakerMemory));
                file.Flush(durable);
            }

            File.Move(temporary, _path, overwrite: true);
            Problem = null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Problem = $"{directory} cannot be written ({failure.Message}): a drain ends with this speaker; "
                + $"mount a volume on {PodNames.StateDirectory}";
        }
    }
}
