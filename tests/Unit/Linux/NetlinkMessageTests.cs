using Perch.Linux;
using Perch.Linux.Netlink;
using Perch.Model;

namespace Perch.Tests.Unit.Linux;

public sealed class NetlinkMessageTests
{
    /// <summary>RTM_NEWLINK of eth0: index 7, up with a carrier, name, MTU 1500, and an attribute nobody
    /// asked for.</summary>
    private const string Link = "3C000000" + "1000" + "0000" + "00000000" + "00000000"
        + "00000100" + "07000000" + "43100100" + "00000000"
        + "0900" + "0300" + "65746830" + "00000000"
        + "0800" + "0400" + "DC050000"
        + "0500" + "1000" + "06000000";

    /// <summary>RTM_NEWADDR of 172.18.3.54/24 on interface 7.</summary>
    private const string Address = "28000000" + "1400" + "0000" + "00000000" + "00000000"
        + "02180000" + "07000000"
        + "0800" + "0200" + "AC120336"
        + "0800" + "0100" + "AC120336";

    /// <summary>RTM_NEWADDR of fe80::1/64 on interface 7, another machine's: IFA_FLAGS says more than the message
    /// itself.</summary>
    private const string Address6 = "34000000" + "1400" + "0000" + "00000000" + "00000000"
        + "0A4040FD" + "07000000"
        + "1400" + "0100" + "FE800000000000000000000000000001"
        + "0800" + "0800" + "48050000";

    [Fact]
    public void A_link_is_read()
    {
        ReadOnlySpan<byte> bytes = Convert.FromHexString(Link);
        Assert.True(NetlinkMessage.TryTake(ref bytes, out var message));
        Assert.True(RouteMessages.TryReadLink(message, out var link));
        Assert.Equal((7, "eth0", 1500, true, false), (link.Index, link.Name, link.Mtu, link.Up, link.Loopback));
        Assert.True(bytes.IsEmpty);
    }

    [Fact]
    public void An_address_is_read()
    {
        ReadOnlySpan<byte> bytes = Convert.FromHexString(Address);
        Assert.True(NetlinkMessage.TryTake(ref bytes, out var message));
        Assert.True(RouteMessages.TryReadAddress(message, out var link, out var address));
        Assert.Equal((7, new LinkAddress(IpAddress.FromV4(0xAC120336), 24)), (link, address));
    }

    [Fact]
    public void An_IPv6_address_is_read_with_all_of_its_flags()
    {
        ReadOnlySpan<byte> bytes = Convert.FromHexString(Address6);
        Assert.True(NetlinkMessage.TryTake(ref bytes, out var message));
        Assert.True(RouteMessages.TryReadAddress(message, out var link, out var address));
        Assert.Equal((7, "fe80::1"), (link, address.Value.ToString()));
        Assert.Equal((64, AddressScope.Link), (address.PrefixLength, address.Scope));
        Assert.Equal(AddressFlags.Tentative | AddressFlags.DadFailed, address.Flags);
        Assert.True(address is { IsUsable: false, IsDuplicate: true });
    }

    [Theory]
    [InlineData(Link)]
    [InlineData(Address)]
    [InlineData(Address6)]
    public void A_message_cut_short_or_with_any_byte_changed_never_throws(string hex)
    {
        var whole = Convert.FromHexString(hex);
        for (var at = 0; at < whole.Length; at++)
        {
            Read(whole.AsSpan(0, at));
            for (var value = 0; value < 256; value += 17)
            {
                var changed = whole.ToArray();
                changed[at] = (byte)value;
                Read(changed);
            }
        }
    }

    [Fact]
    public void A_refusal_carries_the_reason_of_the_kernel()
    {
        ReadOnlySpan<byte> bytes = Convert.FromHexString(
            "14000000" + "0200" + "0000" + "00000000" + "00000000" + "FFFFFFFF");
        Assert.True(NetlinkMessage.TryTake(ref bytes, out var message));
        Assert.Equal(Errno.NotPermitted, message.Answer);
    }

    [Fact]
    public void The_filter_lets_only_the_ports_watched_through()
    {
        var program = PortFilter.Program([53, 443]);
        Assert.Equal(uint.MaxValue, Run(program, 53));
        Assert.Equal(uint.MaxValue, Run(program, 443));
        Assert.Equal(0u, Run(program, 54));
    }

    private static void Read(ReadOnlySpan<byte> bytes)
    {
        while (NetlinkMessage.TryTake(ref bytes, out var message))
        {
            RouteMessages.TryReadLink(message, out _);
            RouteMessages.TryReadAddress(message, out _, out _);
            SocketMessages.TryRead(message, TransportProtocol.Tcp, out _);
            _ = message.Answer;
        }
    }

    /// <summary>The three instructions that the filter is made of, as the kernel runs them.</summary>
    private static uint Run(PortFilter.Instruction[] program, uint loaded)
    {
        for (var at = 1; ; at++)
        {
            var instruction = program[at];
            if (instruction.Code == 0x06)
            {
                return instruction.Operand;
            }

            at += instruction.Operand == loaded ? instruction.IfTrue : instruction.IfFalse;
        }
    }
}
