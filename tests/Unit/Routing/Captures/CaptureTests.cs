using System.Runtime.CompilerServices;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Captures;

/// <summary>What other routers say to each other decodes, packet by packet, down to the LSAs.</summary>
public sealed class CaptureTests
{
    private static readonly string Ours =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../Captures"));

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Ours, "*.pcap").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_capture_of_bird_or_frr_decodes_to_the_last_bit(string file)
    {
        var (packets, _) = Read(Path.Combine(Ours, file));
        Assert.True(packets.Count > 40, $"{packets.Count} packets");
        var verdicts = packets.ConvertAll(Verdict.Of);
        Assert.All(verdicts, verdict => Assert.Null(verdict.Wrong));
        Assert.Equal(
            file.Contains("trailer", StringComparison.Ordinal) || file.Contains("md5", StringComparison.Ordinal)
                || file.Contains("hmac", StringComparison.Ordinal),
            verdicts.TrueForAll(verdict => verdict.IsAuthenticated));
        foreach (var type in Enum.GetValues<PacketType>())
        {
            Assert.Contains(verdicts, verdict => verdict.Type == type);
        }

        var isV3 = file.Contains("v3", StringComparison.Ordinal);
        Assert.Contains(isV3 ? LsType.Router3 : LsType.Router, verdicts.SelectMany(verdict => verdict.Lsas));
    }

    [Fact]
    public void Captures_of_others_decode_or_are_refused_in_words()
    {
        var folder = Environment.GetEnvironmentVariable("PERCH_CAPTURES");
        Assert.SkipWhen(folder is null, "PERCH_CAPTURES names no folder with other captures");
        var files = Directory.EnumerateFiles(folder!, "*.pcap*", SearchOption.AllDirectories).Order().ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var (packets, skipped) = Read(file);
            var verdicts = packets.ConvertAll(Verdict.Of);
            var wrong = verdicts.FindAll(verdict => verdict.Wrong is not null);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{Path.GetFileName(file)}: {packets.Count} packets, "
                    + $"{verdicts.Sum(verdict => verdict.Lsas.Count)} LSAs, "
                    + $"{skipped} frames without OSPF, {wrong.Count} refused"
                    + string.Concat(wrong.Select(verdict => $"\n    {verdict.Wrong}")));
        }
    }

    [Fact]
    public void Pcapng_of_both_byte_orders_and_fragments_are_read()
    {
        var (packets, _) = Read(Path.Combine(Ours, "bird-v2-broadcast.pcap"));
        var hello = packets[0];
        foreach (var big in new[] { false, true })
        {
            var file = Path.GetTempFileName();
            try
            {
                System.IO.File.WriteAllBytes(file, Pcapng.With(big, Pcapng.Fragments(hello)));
                var (again, skipped) = Read(file);
                Assert.Equal(hello.Bytes, Assert.Single(again).Bytes);
                Assert.Equal(1, skipped);
            }
            finally
            {
                System.IO.File.Delete(file);
            }
        }
    }

    internal static string File(string name) => Path.Combine(Ours, name);

    internal static (List<CapturedPacket> Packets, int Skipped) Read(string path)
    {
        var frames = new OspfFrames();
        var packets = CaptureFile.Read(path).Select(frames.Open).OfType<CapturedPacket>().ToList();
        return (packets, frames.Skipped);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
