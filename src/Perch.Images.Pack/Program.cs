using Perch.Images;
using Perch.Model;

// The last step of ./build: the archives of all images into one directory.
if (args is not [var directory, .. var arguments] || Read(arguments) is not { } executables)
{
    Console.Error.WriteLine("usage: pack DIRECTORY [PLATFORM=EXECUTABLE ...]   (linux/arm64=path/of/perch-speaker)");
    return 2;
}

var images = new ImageSet(directory, PerchVersion.Current);
images.WriteHolder();
if (executables["perch-speaker"] is { Count: > 0 } speakers)
{
    images.WriteSpeaker(speakers);
}

if (executables["perch"] is { Count: > 0 } agents)
{
    images.WriteAgent(agents);
}

return 0;

// What an executable is for, its file name tells.
static Dictionary<string, Dictionary<Platform, string>>? Read(string[] arguments)
{
    Dictionary<string, Dictionary<Platform, string>> executables = new() { ["perch"] = [], ["perch-speaker"] = [] };
    foreach (var argument in arguments)
    {
        if (argument.Split('=', 2) is not [var name, var path] || Platform.Parse(name) is not { } platform
            || !executables.TryGetValue(Path.GetFileName(path), out var known))
        {
            return null;
        }

        known[platform] = path;
    }

    return executables;
}
