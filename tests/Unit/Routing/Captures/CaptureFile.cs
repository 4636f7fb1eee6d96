using System.Buffers.Binary;

namespace Perch.Tests.Unit.Routing.Captures;

/// <summary>One frame as it was seen on a link of a kind (the numbers of tcpdump's DLT).</summary>
internal sealed record Frame(int LinkType, byte[] Bytes);

/// <summary>Reads pcap and pcapng of either byte order. What a file has besides frames is stepped over.</summary>
internal static class CaptureFile
{
    private const uint Pcap = 0xA1B2_C3D4;
    private const uint PcapNanoseconds = 0xA1B2_3C4D;
    private const uint PcapngSection = 0x0A0D_0D0A;
    private const uint PcapngOrder = 0x1A2B_3C4D;
    private const uint InterfaceBlock = 1;
    private const uint SimplePacketBlock = 3;
    private const uint EnhancedPacketBlock = 6;
    private const int PcapHeader = 24;
    private const int PcapRecord = 16;
    private const int BlockFrame = 12;

    public static IReadOnlyList<Frame> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.Length >= PcapHeader && BinaryPrimitives.ReadUInt32BigEndian(bytes) == PcapngSection
            ? ReadPcapng(bytes)
            : ReadPcap(bytes);
    }

    private static List<Frame> ReadPcap(byte[] bytes)
    {
        var frames = new List<Frame>();
        if (bytes.Length < PcapHeader)
        {
            return frames;
        }

        var big = BinaryPrimitives.ReadUInt32BigEndian(bytes) is Pcap or PcapNanoseconds;
        Assert.True(big || Read(bytes, 0, big: false) is Pcap or PcapNanoseconds, "neither pcap nor pcapng");
        var link = (int)(Read(bytes, 20, big) & 0xFFFF);
        for (var at = PcapHeader; at + PcapRecord <= bytes.Length;)
        {
            var length = (int)Math.Min(Read(bytes, at + 8, big), (uint)(bytes.Length - at - PcapRecord));
            frames.Add(new Frame(link, bytes.AsSpan(at + PcapRecord, length).ToArray()));
            at += PcapRecord + length;
        }

        return frames;
    }

    private static List<Frame> ReadPcapng(byte[] bytes)
    {
        var frames = new List<Frame>();
        var links = new List<int>();
        var big = false;
        for (var at = 0; at + BlockFrame <= bytes.Length;)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at)) == PcapngSection)
            {
                big = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8)) == PcapngOrder;
                links.Clear();
            }

            var length = (int)Read(bytes, at + 4, big);
            if (length < BlockFrame || at + length > bytes.Length)
            {
                break;
            }

            var body = bytes.AsSpan(at + 8, length - BlockFrame);
            switch (Read(bytes, at, big))
            {
                case InterfaceBlock:
                    links.Add(big ? BinaryPrimitives.ReadUInt16BigEndian(body)
                        : BinaryPrimitives.ReadUInt16LittleEndian(body));
                    break;
                case EnhancedPacketBlock:
                    frames.Add(new Frame(
                        links[(int)Read(body, 0, big)], body.Slice(20, (int)Read(body, 12, big)).ToArray()));
                    break;
                case SimplePacketBlock:
                    frames.Add(new Frame(links[0], body[4..].ToArray()));
                    break;
            }

            at += length;
        }

        return frames;
    }

    private static uint Read(ReadOnlySpan<byte> bytes, int at, bool big) => big
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..])
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
