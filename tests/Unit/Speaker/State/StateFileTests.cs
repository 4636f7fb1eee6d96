using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Speaker.State;

namespace Perch.Tests.Unit.Speaker.State;

public sealed class StateFileTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static readonly LinkMemory Memory = new(
        new AreaId(1),
        AreaType.Normal,
        NetworkType.Broadcast,
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(40),
        0x0A000001,
        [new RememberedNeighbor(new RouterId(0x01010101), IpAddress.FromV4(0x0A000001))]);

    private static readonly OspfLink Link = new("eth0", IpAddress.FromV4(0x0A000002), 24, 1500, true);

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Fact]
    public void A_drain_outlives_the_speaker_and_the_machine()
    {
        Save("boot", new SpeakerMemory { BootId = "boot", Drained = true });
        Assert.True(Load("boot").Drained);
        Assert.True(Load("another boot").Drained);
    }

    [Fact]
    public void The_last_sequence_number_outlives_the_speaker_and_the_machine()
    {
        Save("boot", new SpeakerMemory { BootId = "boot", Sequence = ulong.MaxValue - 1 });
        Assert.Equal(ulong.MaxValue - 1, Load("boot").Sequence);
        Assert.Equal(ulong.MaxValue - 1, Load("another boot").Sequence);
    }

    [Fact]
    public void What_is_counted_from_the_start_of_the_machine_does_not_outlive_it()
    {
        var link = RememberedLink.From(Memory, OspfVersion.V2, Link, TimeSpan.FromHours(1));
        Save("boot", new SpeakerMemory { BootId = "boot", Links = [link], HandedOverAt = TimeSpan.FromHours(1) });
        Assert.Single(Load("boot").Links);
        Assert.NotNull(Load("boot").HandedOverAt);
        Assert.Empty(Load("another boot").Links);
        Assert.Null(Load("another boot").HandedOverAt);
    }

    [Fact]
    public void A_link_is_remembered_for_less_than_its_dead_interval()
    {
        var link = RememberedLink.From(Memory, OspfVersion.V2, Link, TimeSpan.FromSeconds(100));
        Assert.Equivalent(Memory, link.AsOf(TimeSpan.FromSeconds(139)));
        Assert.Null(link.AsOf(TimeSpan.FromSeconds(140)));
        Assert.Null(link.AsOf(TimeSpan.FromSeconds(99)));
    }

    [Fact]
    public void Each_version_remembers_its_own_and_OSPFv3_knows_a_link_by_its_address()
    {
        var neighbor = new RememberedNeighbor(new RouterId(1), new IpAddress(((UInt128)0xFE80 << 112) | 1), 42);
        var memory = Memory with { Neighbors = [neighbor], Derivation = 2 };
        var link = Link with { Address = new IpAddress(((UInt128)0xFE80 << 112) | 2), PrefixLength = 64 };
        var saved = RememberedLink.From(memory, OspfVersion.V3, link, TimeSpan.Zero);
        Save("boot", new SpeakerMemory { BootId = "boot", Links = [saved] });
        var known = Assert.Single(Load("boot").Links);
        Assert.True(known.IsOf(OspfVersion.V3, link with { Name = "eth1" }));
        Assert.False(known.IsOf(OspfVersion.V2, link));
        Assert.False(known.IsOf(OspfVersion.V3, link with { Address = neighbor.Address }));
        Assert.Equal(neighbor, Assert.Single(known.AsOf(TimeSpan.Zero)!.Neighbors));
        Assert.Equal(2, known.AsOf(TimeSpan.Zero)!.Derivation);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"version":1,"links":7}""")]
    public void A_broken_file_is_a_speaker_without_a_past(string content)
    {
        Directory.CreateDirectory(_directory);
        File.WriteAllText(Path.Combine(_directory, "state.json"), content);
        Assert.False(Load("boot").Drained);
    }

    [Fact]
    public void A_directory_that_cannot_be_written_is_said()
    {
        File.WriteAllText(_directory, "a file is in the way");
        var state = new StateFile(_directory, "boot");
        state.Save(new SpeakerMemory { Drained = true }, durable: true);
        Assert.Contains("cannot be written", state.Problem, StringComparison.Ordinal);
        Assert.True(state.Memory.Drained);
        File.Delete(_directory);
    }

    private void Save(string boot, SpeakerMemory memory) =>
        new StateFile(_directory, boot).Save(memory, durable: false);

    private SpeakerMemory Load(string boot)
    {
        var state = new StateFile(_directory, boot);
        state.Load();
        return state.Memory;
    }
}
