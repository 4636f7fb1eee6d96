using System.Text;
using System.Text.Json;
using Perch.Cli.Commands;
using Perch.Model;
using Perch.Model.Status;
using Perch.Tests.Unit.Docker;

namespace Perch.Tests.Unit.Cli;

public sealed class StatusCommandTests : IDisposable
{
    private readonly FakeEngine _engine = new();
    private readonly CommandRun _run = new();

    public StatusCommandTests()
    {
        _run.On(_engine);
        _engine.Answers("GET /v1.41/containers/json", $"[{Entry("h1", "holder")},{Entry("a1", "application")},"
            + $"{Entry("s1", "speaker")}]");
        foreach (var (id, name) in (ReadOnlySpan<(string, string)>)[("h1", "net"), ("a1", "app"), ("s1", "speaker")])
        {
            _engine.Answers($"GET /v1.41/containers/{id}/json", $$"""
                {
                  "Id": "{{id}}", "Name": "/{{name}}", "HostConfig": {"NetworkMode": "container:h1"},
                  "State": {"Status": "running", "Running": true, "StartedAt": "2026-01-01T00:00:00Z" }
                }
                """);
        }
    }

    public void Dispose()
    {
        _run.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task All_announced_is_0()
    {
        Answers(SamplePods.Status(GateState.Up, announced: true));
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("status"));
        Assert.Contains("announced", _run.Data, StringComparison.Ordinal);
        Assert.Empty(_run.Sentences);
    }

    [Fact]
    public async Task One_that_is_not_announced_is_1()
    {
        Answers(SamplePods.Status(GateState.Down, announced: false, "nobody listens on udp/53"));
        Assert.Equal(ExitCode.Failed, await _run.RunAsync("status"));
        Assert.Contains("nobody listens on udp/53", _run.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_there_is_1_and_a_hint()
    {
        _engine.Answers("GET /v1.41/containers/json", "[]");
        Assert.Equal(ExitCode.Failed, await _run.RunAsync("status"));
        Assert.Contains("perch up", _run.Sentences, StringComparison.Ordinal);
        Assert.Empty(_run.Data);
    }

    [Fact]
    public async Task The_json_document_holds_the_speakers_own_status()
    {
        Answers(SamplePods.Status(GateState.Up, announced: true));
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("status", "--json"));
        var document = JsonElement.Parse(_run.Data);
        Assert.Equal(1, document.GetProperty("version").GetInt32());
        Assert.True(document.GetProperty("announced").GetBoolean());
        var pod = document.GetProperty("pods")[0];
        Assert.Equal("announced", pod.GetProperty("state").GetString());
        var speaker = pod.GetProperty("speaker");
        Assert.Equal("42s", speaker.GetProperty("gate").GetProperty("for").GetString());
        Assert.Equal("Up", speaker.GetProperty("gate").GetProperty("state").GetString());
        Assert.Equal("unknown", speaker.GetProperty("addresses")[0].GetProperty("knowledge").GetString());
    }

    [Fact]
    public async Task A_service_nobody_knows_is_2_and_the_known_ones_are_named()
    {
        Answers(SamplePods.Status(GateState.Up, announced: true));
        Assert.Equal(ExitCode.Usage, await _run.RunAsync("status", "bind"));
        Assert.Contains("'bind' on this engine; there is powerdns", _run.Sentences, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_speaker_of_a_newer_perch_is_not_guessed_at()
    {
        Answers(SamplePods.Status(GateState.Up, announced: true) with { Version = SpeakerStatus.CurrentVersion + 1 });
        Assert.Equal(ExitCode.Failed, await _run.RunAsync("status"));
        Assert.Contains("newer Perch", _run.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_waits_until_it_is_drained_and_says_how_to_end_it()
    {
        Answers(SamplePods.Status(GateState.Drained, announced: false));
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("drain", "powerdns"));
        Assert.Contains("'perch undrain powerdns' ends that", _run.Sentences, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_that_takes_too_long_is_3_and_says_where_it_stands()
    {
        Answers(SamplePods.Status(GateState.Draining, announced: true));
        Assert.Equal(ExitCode.NotInTime, await _run.RunAsync("drain", "powerdns", "--timeout", "1ms"));
        Assert.Contains("still draining", _run.Sentences, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_of_the_last_one_is_refused_with_5_and_the_speakers_sentence()
    {
        Answers(SamplePods.Status(GateState.Up, announced: true));
        _engine.Answers("GET /v1.41/exec/e1/json", """{"ExitCode":5}""")
            .AnswersRaw("POST /v1.41/exec/e1/start", [2, 0, 0, 0, 0, 0, 0, 9, .. "the last\n"u8]);
        Assert.Equal(ExitCode.Refused, await _run.RunAsync("drain", "powerdns"));
        Assert.Contains("powerdns: the last", _run.Sentences, StringComparison.Ordinal);
    }

    private static string Entry(string id, string role) =>
        $$"""{"Id": "{{id}}", "Labels": {"perch.pod": "powerdns", "perch.role": "{{role}}" } }""";

    private void Answers(SpeakerStatus status)
    {
        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(status, ModelJson.Default.SpeakerStatus));
        byte[] length = [(byte)(json.Length >> 8), (byte)json.Length];
        _engine.Answers("POST /v1.41/containers/s1/exec", """{"Id":"e1"}""")
            .AnswersRaw("POST /v1.41/exec/e1/start", [1, 0, 0, 0, 0, 0, .. length, .. json])
            .Answers("GET /v1.41/exec/e1/json", """{"ExitCode":0}""");
    }
}
