using Perch.Images;
using Perch.Model;

// The last step of ./build: the archives of all images into one directory.
if (args is not [var directory, .. var arguments] || Read(arguments) is not { } speakers)
{
    Console.Error.WriteLine("usage: pack DIRECTORY [PLATFORM=EXECUTABLE ...]   (linux/arm64=path/of/perch-speaker)");
    return 2;
}

var images = new ImageSet(directory, PerchVersion.Current);
images.WriteHolder();
if (speakers.Count > 0)
{
    images.WriteSpeaker(speakers);
}

return 0;

static Dictionary<Platform, string>? Read(string[] arguments)
{
    var executables = new Dictionary<Platform, string>();
    foreach (var argument in arguments)
    {
        if (argument.Split('=', 2) is not [var name, var path] || Platform.Parse(name) is not { } platform)
        {
            return null;
        }

        executables[platform] = path;
    }

    return executables;
}
