using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;

namespace Perch.Lab;

/// <summary>What goes over one interface of a machine, from the moment it is opened, as tcpdump hears it.</summary>
public sealed class Wire : IAsyncDisposable
{
    // pcap: a header for the file and one for each packet, in the byte order of the machine that wrote it.
    private const int FileHeader = 24;
    private const int PacketHeader = 16;

    private readonly Process _tcpdump;

    private Wire(Process tcpdump) => _tcpdump = tcpdump;

    /// <summary>Listens with a filter in tcpdump's own words, and returns once it hears.</summary>
    public static async Task<Wire> OpenAsync(
        Machine machine, string @interface, string filter, CancellationToken cancellationToken)
    {
        var tcpdump = machine.Command(
        [
            "tcpdump", "-i", @interface, "-n", "-U", "--immediate-mode", "--time-stamp-precision=nano", "-w", "-",
            .. filter.Split(' '),
        ]).Start();
        await tcpdump.StandardOutput.BaseStream.ReadExactlyAsync(new byte[FileHeader], cancellationToken);
        return new Wire(tcpdump);
    }

    public async IAsyncEnumerable<WirePacket> PacketsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = _tcpdump.StandardOutput.BaseStream;
        var header = new byte[PacketHeader];
        while (true)
        {
            await stream.ReadExactlyAsync(header, cancellationToken);
            var seconds = BinaryPrimitives.ReadUInt32LittleEndian(header);
            var nanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            var bytes = new byte[BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8))];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            var at = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
            yield return new WirePacket(at, bytes);
        }
    }

    /// <summary>The first packet that withdraws something.</summary>
    public async Task<WirePacket> FirstWithdrawalAsync(CancellationToken cancellationToken)
    {
        await foreach (var packet in PacketsAsync(cancellationToken))
        {
            if (packet.IsOspfWithdrawal)
            {
                return packet;
            }
        }

        throw new LabException("the wire went silent");
    }

    public async ValueTask DisposeAsync()
    {
        Command.Kill(_tcpdump);
        await _tcpdump.WaitForExitAsync();
        _tcpdump.Dispose();
    }
}

/// <summary>An Ethernet frame, and when the kernel saw it.</summary>
public sealed record WirePacket(DateTimeOffset At, ReadOnlyMemory<byte> Frame)
{
    private const int Ethernet = 14;
    private const int SourceAddress = 12;
    private const int OspfHeader = 24;
    private const byte LinkStateUpdate = 4;
    private const ushort MaxAge = 3600;

    /// <summary>The IPv4 address that it came from.</summary>
    public string Source => new IPAddress(Frame.Span.Slice(Ethernet + SourceAddress, sizeof(uint))).ToString();

    /// <summary>An OSPFv2 Link State Update (RFC 2328 A.3.5) whose first LSA is being flushed.</summary>
    public bool IsOspfWithdrawal
    {
        get
        {
            var ip = Frame.Span[Ethernet..];
            var ospf = ip[((ip[0] & 0xF) * sizeof(uint))..];
            var firstLsa = ospf[(OspfHeader + sizeof(uint))..];
            return ospf[1] == LinkStateUpdate && BinaryPrimitives.ReadUInt16BigEndian(firstLsa) == MaxAge;
        }
    }
}
