using Perch.Linux;

namespace Perch.Tests.Unit.Linux;

public sealed class IdleMemoryTests
{
    private const string Smaps = """
        00200000-00300000 r--p 00000000 fe:00 77                         /perch-speaker
        Rss:                1024 kB
        Anonymous:             0 kB
        VmFlags: rd mr mw me sd
        00300000-00500000 r-xp 00100000 fe:00 77                         /perch-speaker
        Anonymous:             0 kB
        VmFlags: rd ex mr mw me sd
        00500000-00520000 r--p 00300000 fe:00 77                         /perch-speaker
        Anonymous:           128 kB
        VmFlags: rd mr mw me ac sd
        00520000-00530000 rw-p 00320000 fe:00 77                         /perch-speaker
        Anonymous:             0 kB
        7f0000000000-7f0000100000 r--p 00000000 fe:00 78                 /other
        Anonymous:             0 kB
        7f0000200000-7f0000300000 rw-p 00000000 00:00 0
        Anonymous:             0 kB
        """;

    [Fact]
    public void Only_unchanged_read_only_pages_of_the_executable_go_back() => Assert.Equal(
        [(0x20_0000, 0x10_0000), (0x30_0000, 0x20_0000)],
        IdleMemory.UnchangedMappings(Smaps.Split('\n'), "/perch-speaker"));
}
