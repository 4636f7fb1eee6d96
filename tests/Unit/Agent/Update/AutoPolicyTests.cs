using Perch.Agent.Update;
using Perch.Model.Config;

namespace Perch.Tests.Unit.Agent.Update;

/// <summary>When the agent takes a new image by itself.</summary>
public sealed class AutoPolicyTests : IDisposable
{
    /// <summary>A Friday.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("perch-seen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void At_once_with_every_default() => Assert.Null(AutoPolicy.WhyWait(Auto(), Noon, Noon));

    [Fact]
    public void Never_where_the_policy_is_manual() =>
        Assert.NotNull(AutoPolicy.WhyWait(new UpdateConfig(), Noon, Noon));

    [Fact]
    public void Not_before_the_cooldown_is_over()
    {
        var config = Auto() with { Cooldown = TimeSpan.FromHours(24) };
        Assert.NotNull(AutoPolicy.WhyWait(config, Noon.AddHours(-23), Noon));
        Assert.Null(AutoPolicy.WhyWait(config, Noon.AddHours(-24), Noon));
    }

    [Fact]
    public void Only_while_the_window_is_open()
    {
        var config = Auto() with { Window = "fri 02:00-05:00" };
        Assert.NotNull(AutoPolicy.WhyWait(config, Noon, Noon));
        Assert.Null(AutoPolicy.WhyWait(config, Noon, Noon.AddDays(7).AddHours(-8)));
    }

    [Fact]
    public void A_cooldown_outlives_the_agent_and_begins_anew_for_another_image()
    {
        var path = Path.Combine(_folder, "seen.json");
        SeenImages.Open(path).Note("dns", "powerdns", "sha256:1", Noon);
        var seen = SeenImages.Open(path);
        seen.Note("dns", "powerdns", "sha256:1", Noon.AddHours(1));
        Assert.Equal(Noon, seen.Of("dns", "powerdns")!.Since);

        seen.Note("dns", "powerdns", "sha256:2", Noon.AddHours(2));
        Assert.Equal(Noon.AddHours(2), SeenImages.Open(path).Of("dns", "powerdns")!.Since);

        seen.Note("dns", "powerdns", null, Noon.AddHours(3));
        Assert.Null(SeenImages.Open(path).Of("dns", "powerdns"));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_as_good_as_none()
    {
        var path = Path.Combine(_folder, "seen.json");
        File.WriteAllText(path, "{");
        Assert.Null(SeenImages.Open(path).Of("dns", "powerdns"));
    }

    private static UpdateConfig Auto() => new() { Policy = UpdatePolicy.Auto };
}
