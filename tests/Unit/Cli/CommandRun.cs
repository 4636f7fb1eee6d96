using Perch.Cli;
using Perch.Cli.Commands;
using Perch.Cli.Terminal;
using Perch.Tests.Unit.Docker;

namespace Perch.Tests.Unit.Cli;

/// <summary>One call of perch in a directory of its own, with its streams caught.</summary>
internal sealed class CommandRun : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("perch-cli-");
    private readonly StringWriter _data = new();
    private readonly StringWriter _sentences = new();

    public Dictionary<string, string> Environment { get; } = new() { ["DOCKER_HOST"] = "unix:///nowhere.sock" };

    public string Folder => _directory.FullName;

    public string Data => _data.ToString();

    public string Sentences => _sentences.ToString();

    public CommandRun On(FakeEngine engine)
    {
        Environment["DOCKER_HOST"] = "unix://" + engine.SocketPath;
        return this;
    }

    public CommandRun With(string file, string text)
    {
        File.WriteAllText(Path.Combine(Folder, file), text);
        return this;
    }

    public Session Session(ScreenTraits traits = default) => new()
    {
        Screen = new Screen(_data, _sentences, traits),
        Variable = name => Environment.GetValueOrDefault(name),
        Directory = Folder,
        Time = TimeProvider.System,
    };

    public Task<int> RunAsync(params string[] arguments) =>
        DockerPlugin.RunAsync(Session(), arguments, TestContext.Current.CancellationToken);

    public void Dispose() => _directory.Delete(recursive: true);
}
