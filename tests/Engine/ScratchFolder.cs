namespace Perch.Tests.Engine;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    // A short name: podman takes no more than 50 characters for its run-time folder.
    public string Location { get; } = Directory.CreateTempSubdirectory("perch-").FullName;

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
