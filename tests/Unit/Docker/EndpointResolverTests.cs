using Perch.Docker;
using Perch.Docker.Endpoint;
using Perch.Tls;

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

    [Theory]
    [InlineData("DOCKER_TLS_VERIFY", "1", "ca.pem")]
    [InlineData("DOCKER_TLS", "1", "anyone")]
    public void With_tls_the_keys_are_those_of_the_docker_command_line(string variable, string value, string believed)
    {
        WriteFile("cert.pem", "");
        WriteFile("key.pem", "");
        _environment["DOCKER_HOST"] = "tcp://10.0.0.1:2376";
        _environment[variable] = value;
        var tls = Assert.IsType<DockerEndpoint.Tcp>(Resolve()).Tls!;
        Assert.Equal(believed == "anyone" ? believed : InHome(believed), $"{tls.Authorities}");
        Assert.Equal(new Identity(InHome("cert.pem"), InHome("key.pem")), tls.Identity);
    }

    [Fact]
    public void Without_a_certificate_of_our_own_none_is_shown()
    {
        _environment["DOCKER_HOST"] = "tcp://10.0.0.1:2376";
        _environment["DOCKER_TLS_VERIFY"] = "1";
        Assert.Null(Assert.IsType<DockerEndpoint.Tcp>(Resolve()).Tls!.Identity);
    }

    [Fact]
    public void A_directory_of_keys_is_named_by_docker_cert_path()
    {
        _environment["DOCKER_CERT_PATH"] = "/etc/keys";
        _environment["DOCKER_TLS_VERIFY"] = "1";
        var tcp = Assert.IsType<DockerEndpoint.Tcp>(Resolve());
        Assert.Equal("tcp://localhost:2376 (the default with TLS)", tcp.ToString());
        Assert.Equal("/etc/keys/ca.pem", $"{tcp.Tls!.Authorities}");
    }

    [Theory]
    [InlineData("--tlsverify", "/a")]
    [InlineData("--tlsverify=false", "anyone")]
    [InlineData("--tls", "anyone")]
    [InlineData("--tls=false", null)]
    public void The_flags_of_docker_say_whether_and_with_which_keys(string flag, string? believed)
    {
        var tcp = Assert.IsType<DockerEndpoint.Tcp>(
            Resolve("-H", "tcp://h1:2376", flag, "--tlscacert", "/a", "--tlscert=/b", "--tlskey", "/c"));
        Assert.Equal(believed, tcp.Tls?.Authorities.ToString());
        Assert.Equal(believed is null ? null : new Identity("/b", "/c"), tcp.Tls?.Identity);
    }

    [Fact]
    public void Flags_win_over_the_environment()
    {
        _environment["DOCKER_TLS_VERIFY"] = "1";
        var tcp = Assert.IsType<DockerEndpoint.Tcp>(Resolve("-H", "tcp://h1:2376", "--tlsverify=false"));
        Assert.Equal("anyone", $"{tcp.Tls!.Authorities}");
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

    [Theory]
    [InlineData("ca.pem", false, "ca.pem")]
    [InlineData("cert.pem", true, "anyone")]
    public void A_context_is_reached_with_its_own_keys(string file, bool skips, string believed)
    {
        WriteContext("lab", "tcp://10.0.0.7:2376", skips);
        WriteFile($"contexts/tls/lab-digest/docker/{file}", "");
        _environment["DOCKER_CONTEXT"] = "lab";
        _environment["DOCKER_CERT_PATH"] = "/etc/keys";
        var tls = Assert.IsType<DockerEndpoint.Tcp>(Resolve()).Tls!;
        var folder = InHome("contexts/tls/lab-digest/docker");
        Assert.Equal(skips ? believed : $"{folder}/{believed}", $"{tls.Authorities}");
        Assert.Equal(skips ? new Identity($"{folder}/cert.pem", $"{folder}/key.pem") : null, tls.Identity);
    }

    [Fact]
    public void A_context_without_keys_has_no_tls_although_the_environment_asks_for_it()
    {
        WriteContext("lab", "tcp://10.0.0.7:2375");
        _environment["DOCKER_CONTEXT"] = "lab";
        _environment["DOCKER_TLS_VERIFY"] = "1";
        Assert.Null(Assert.IsType<DockerEndpoint.Tcp>(Resolve()).Tls);
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

    private string InHome(string file) => Path.Combine(_home.FullName, ".docker", file);

    private void WriteContext(string name, string host, bool skips = false) => WriteFile(
        $"contexts/meta/{name}-digest/meta.json",
        $$"""
        {"Name": "{{name}}",
         "Endpoints": {"docker": {"Host": "{{host}}", "SkipTLSVerify": {{(skips ? "true" : "false")}} } } }
        """);

    private void WriteFile(string name, string text)
    {
        var path = InHome(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
