using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>What ends an exchange, and what does not (RFC 2328 10.6).</summary>
public sealed class ExchangeTests
{
    [Theory]
    [InlineData("init")]
    [InlineData("master")]
    [InlineData("options")]
    [InlineData("sequence")]
    public void A_description_that_does_not_fit_begins_the_exchange_anew(string what)
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var last = link.SentSince(default, PacketType.DatabaseDescription).Last().Description();
        link.Sent.Clear();
        Describe(
            link,
            host,
            what switch { "init" => Init | More | Master, "master" => None, _ => Master },
            what == "sequence" ? last.Sequence + 9 : last.Sequence,
            what == "options" ? Options.None : Options.External);
        Assert.Contains(
            link.Said, said => said.Sentence.Contains("ExStart (SeqNumberMismatch)", StringComparison.Ordinal));
        var opening = link.SentSince(default, PacketType.DatabaseDescription).First().Description();
        Assert.Equal(Init | More | Master, opening.Flags);
        link.Run(6);
        Assert.True(link.IsFull);
    }

    [Fact]
    public void Options_and_mtu_are_the_same_in_every_description()
    {
        var host = Pod.Host();
        host.ForeignLsas = 500;
        var link = Pod.Announced(host);
        var all = link.SentSince(default, PacketType.DatabaseDescription).ToList();
        Assert.True(all.Count > 5);
        Assert.All(all, sent => Assert.Equal(
            (1500, Options.External), (sent.Description().InterfaceMtu, sent.Description().Options)));
    }

    [Fact]
    public void The_first_description_is_repeated_every_five_seconds()
    {
        var host = new ModelRouter("10.0.0.1", "172.18.3.1") { Mtu = 0 };
        var link = new Simulation(null, null, host).Start().Run(21);
        var times =
            link.SentSince(default, PacketType.DatabaseDescription).Select(sent => sent.At.TotalSeconds).Distinct();
        Assert.Equal([0, 5, 10, 15, 20], times);
    }

    [Fact]
    public void An_exchange_that_stalls_for_a_dead_interval_begins_anew()
    {
        var host = Pod.Host();
        host.ForeignLsas = 500;
        var link = new Simulation(null, null, host);
        host.Due = TimeSpan.MaxValue;
        link.Start();
        host.SendHello(listsLeaf: true);
        var mute = new ModelRouter("192.0.2.1", "172.18.3.1") { Link = link };
        link.Routers.Clear();
        for (var i = 0; i < 12; i++)
        {
            mute.LeafId = Pod.Id;
            mute.SendHello(listsLeaf: true);
            if (i == 0)
            {
                Describe(link, mute, Init | More | Master, 1, Options.External);
                Describe(link, mute, Master | More, 2, Options.External);
            }

            link.Run(5);
        }

        Assert.Contains(link.Said, said => said.Sentence.Contains("Exchange -> ExStart", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_routers_that_both_begin_at_once_agree()
    {
        foreach (var id in new[] { "192.0.2.1", "10.0.0.1" })
        {
            var host = new ModelRouter(id, "172.18.3.1");
            var link = Pod.Announced(host);
            Describe(link, host, Init | More | Master, 5, Options.External);
            host.State = ModelState.Init;
            link.Run(11);
            Assert.True(link.IsFull);
            Assert.Equal(ModelState.Full, host.State);
        }
    }

    private static void Describe(
        Simulation link, ModelRouter from, DescriptionFlags flags, uint sequence, Options options) =>
        link.Deliver(from.Address, Pod.Address, Wrapped.Packet(from.Id, from.Area, new DatabaseDescription
        {
            InterfaceMtu = 1500,
            Options = options,
            Flags = flags,
            Sequence = sequence,
        }));
}
