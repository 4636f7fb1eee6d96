using Perch.Cli;
using Perch.Cli.Commands;
using Perch.Cli.Terminal;

NameService.UseWhatIsLinkedIn();
var session = new Session
{
    Screen = new Screen(Console.Out, Console.Error, ScreenTraits.Detect(Environment.GetEnvironmentVariable)),
    Variable = Environment.GetEnvironmentVariable,
    Directory = Environment.CurrentDirectory,
    Time = TimeProvider.System,
};
return await DockerPlugin.RunAsync(session, args, CancellationToken.None);
