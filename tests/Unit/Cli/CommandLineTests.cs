using System.Text.Json;
using Perch.Cli.Commands;
using Perch.Model;

namespace Perch.Tests.Unit.Cli;

public sealed class CommandLineTests : IDisposable
{
    private const string Compose = """
        services:
          powerdns:
            image: powerdns
            ports: ['53:53/udp']
            x-anycast:
              addresses: [172.22.76.109]
        """;

    private readonly CommandRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("chekc")]
    [InlineData("drain")]
    [InlineData("up --timeout 60")]
    [InlineData("host-config")]
    [InlineData("host-config --bird --frr")]
    public async Task Wrong_usage_ends_with_2_and_says_where_help_is(string line)
    {
        Assert.Equal(ExitCode.Usage, await _run.RunAsync(line.Split(' ')));
        Assert.Contains("--help'", _run.Sentences, StringComparison.Ordinal);
        Assert.Empty(_run.Data);
    }

    [Fact]
    public async Task Without_a_compose_file_check_says_where_to_go()
    {
        Assert.Equal(ExitCode.Usage, await _run.RunAsync("check"));
        Assert.Contains("No Compose file here", _run.Sentences, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_names_what_would_be_announced()
    {
        Assert.Equal(ExitCode.Ok, await _run.With("compose.yaml", Compose).RunAsync("check"));
        Assert.Equal("powerdns: announces 172.22.76.109/32\n", _run.Data);
    }

    [Fact]
    public async Task Check_prints_errors_with_file_line_and_column_and_ends_with_2()
    {
        var broken = Compose.Replace("addresses", "adresses", StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await _run.With("compose.yaml", broken).RunAsync("check"));
        Assert.Contains("compose.yaml:6:7", _run.Sentences, StringComparison.Ordinal);
        Assert.Contains("nothing was done", _run.Sentences, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_puts_the_file_alone_on_standard_output()
    {
        Assert.Equal(ExitCode.Ok, await _run.With("compose.yaml", Compose).RunAsync("render"));
        Assert.StartsWith("# Written by perch", _run.Data, StringComparison.Ordinal);
        Assert.Contains("powerdns-speaker:", _run.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_to_a_file_keeps_it_from_other_users()
    {
        Assert.Equal(ExitCode.Ok, await _run.With("compose.yaml", Compose).RunAsync("render", "-o", "out.yaml"));
        var mode = File.GetUnixFileMode(Path.Combine(_run.Folder, "out.yaml"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task No_engine_ends_with_4_and_names_the_address()
    {
        Assert.Equal(ExitCode.NoEngine, await _run.RunAsync("status"));
        Assert.Contains("unix:///nowhere.sock (DOCKER_HOST)", _run.Sentences, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_options_of_compose_stand_before_or_after_the_command()
    {
        _run.With("other.yaml", Compose);
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("-f", "other.yaml", "check"));
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("check", "-f", "other.yaml"));
    }

    [Fact]
    public async Task Docker_is_told_what_the_plugin_is()
    {
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("docker-cli-plugin-metadata"));
        var metadata = JsonElement.Parse(_run.Data);
        Assert.Equal("0.1.0", metadata.GetProperty("SchemaVersion").GetString());
        Assert.Equal(PerchVersion.Current, metadata.GetProperty("Version").GetString());
    }

    [Fact]
    public async Task Called_by_docker_its_flags_choose_the_engine()
    {
        Assert.Equal(ExitCode.NoEngine, await _run.RunAsync("--host", "unix:///other.sock", "perch", "status"));
        Assert.Contains("unix:///other.sock (--host)", _run.Sentences, StringComparison.Ordinal);
    }
}
