using Perch.Docker;
using Perch.Docker.Endpoint;

namespace Perch.Tests.Unit.Docker;

public sealed class EndpointResolverTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("perch-home-");
    private readonly Dictionary<string, string> _environment = [];

    public EndpointResolverTests() => _environment["HOME"] = _home.FullName;

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void Without_any_setting_it_is_the_default_socket()
    {
        var unix = Assert.IsType<DockerEndpoint.Unix>(Resolve());
        Assert.Equal("/var/run/docker.sock", unix.Path);
        Assert.Equal("unix:///var/run/docker.sock (the default socket)", unix.ToString());
    }

    [Theory]
    [InlineData("unix:///tmp/a.sock", "/tmp/a.sock")]
    public void Docker_host_names_a_socket(string host, string path)
    {
        _environment["DOCKER_HOST"] = host;
        Assert.Equal(path, Assert.IsType<DockerEndpoint.Unix>(Resolve()).Path);
    }

    [Theory]
    [InlineData("tcp://10.0.0.1:2375", "10.0.0.1", 2375)]
    [InlineData("10.0.0.1:2375", "10.0.0.1", 2375)]
    [InlineData("tcp://docker.lan", "docker.lan", 2375)]
    public void Docker_host_names_a_tcp_port(string host, string name, int port)
    {
        _environment["DOCKER_HOST"] = host;
        var tcp = Assert.IsType<DockerEndpoint.Tcp>(Resolve());
        Assert.Equal((name, port), (tcp.Host, tcp.Port));
    }

    [Theory]
    [InlineData("ssh://root@h1", "ssh -o ConnectTimeout=30 -T -l root -- h1 docker system dial-stdio")]
    [InlineData("ssh://h1:2222", "ssh -o ConnectTimeout=30 -T -p 2222 -- h1 docker system dial-stdio")]
    [InlineData("ssh://h1/run/d.sock",
        "ssh -o ConnectTimeout=30 -T -- h1 docker --host unix:///run/d.sock system dial-stdio")]
    public void Ssh_runs_dial_stdio_on_the_other_machine(string host, string command)
    {
        _environment["DOCKER_HOST"] = host;
        Assert.Equal(command, string.Join(' ', Assert.IsType<DockerEndpoint.Command>(Resolve()).Arguments));
    }

    [Fact]
    public void With_tls_the_docker_command_line_dials_since_it_holds_the_keys()
    {
        _environment["DOCKER_HOST"] = "tcp://10.0.0.1:2376";
        _environment["DOCKER_TLS_VERIFY"] = "1";
        var command = Assert.IsType<DockerEndpoint.Command>(Resolve());
        Assert.Equal(["docker", "--host", "tcp://10.0.0.1:2376", "system", "dial-stdio"], command.Arguments);
    }

    [Fact]
    public void The_current_context_decides_when_nothing_else_does()
    {
        WriteContext("lab", "tcp://10.0.0.7:2375");
        WriteFile("config.json", """{"currentContext":"lab"}""");
        Assert.Equal("tcp://10.0.0.7:2375 (context 'lab')", Resolve().ToString());
    }

    [Fact]
    public void Docker_host_wins_over_contexts()
    {
        WriteContext("lab", "tcp://10.0.0.7:2375");
        _environment["DOCKER_CONTEXT"] = "lab";
        _environment["DOCKER_HOST"] = "unix:///tmp/a.sock";
        Assert.Equal("DOCKER_HOST", Resolve().Source);
    }

    [Fact]
    public void A_context_given_to_docker_wins_over_docker_host()
    {
        WriteContext("lab", "tcp://10.0.0.7:2375");
        _environment["DOCKER_HOST"] = "unix:///tmp/a.sock";
        Assert.Equal("context 'lab'", Resolve("--context", "lab").Source);
    }

    [Fact]
    public void A_context_with_keys_is_dialled_by_the_docker_command_line()
    {
        WriteContext("lab", "tcp://10.0.0.7:2376");
        Directory.CreateDirectory(Path.Combine(_home.FullName, ".docker/contexts/tls/lab-digest/docker"));
        _environment["DOCKER_CONTEXT"] = "lab";
        var command = Assert.IsType<DockerEndpoint.Command>(Resolve());
        Assert.Equal(["docker", "--context", "lab", "system", "dial-stdio"], command.Arguments);
    }

    [Fact]
    public void An_unknown_context_is_answered_with_the_known_ones()
    {
        WriteContext("lab", "tcp://10.0.0.7:2375");
        _environment["DOCKER_CONTEXT"] = "lba";
        var error = Assert.Throws<DockerException>(() => Resolve());
        Assert.Contains("no Docker context 'lba'", error.Message, StringComparison.Ordinal);
        Assert.Contains("default, lab", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npipe:////./pipe/docker")]
    [InlineData("ssh://-oProxyCommand=evil")]
    [InlineData("tcp://")]
    public void An_address_nobody_can_dial_is_refused_with_the_forms_that_work(string host)
    {
        _environment["DOCKER_HOST"] = host;
        Assert.Contains("write ", Assert.Throws<DockerException>(() => Resolve()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_flags_of_docker_are_taken_off_before_the_name_of_the_plugin()
    {
        var flags = DockerFlags.Take(["--context", "lab", "--log-level=debug", "perch", "up", "-p", "x"], out var rest);
        Assert.Equal("lab", flags.Context);
        Assert.Equal(["--context", "lab", "--log-level=debug"], flags.Verbatim);
        Assert.Equal(["perch", "up", "-p", "x"], rest);
    }

    private DockerEndpoint Resolve(params string[] flags) =>
        new EndpointResolver(DockerFlags.Take(flags, out _), name => _environment.GetValueOrDefault(name)).Resolve();

    private void WriteContext(string name, string host) => WriteFile(
        $"contexts/meta/{name}-digest/meta.json",
        $$"""
        {"Name": "{{name}}", "Endpoints": {"docker": {"Host": "{{host}}" } } }
        """);

    private void WriteFile(string name, string text)
    {
        var path = Path.Combine(_home.FullName, ".docker", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
