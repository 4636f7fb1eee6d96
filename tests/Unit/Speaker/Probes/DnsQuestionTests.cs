using CsCheck;
using Perch.Model.Config;
using Perch.Speaker.Probes;
using Perch.Speaker.Probes.Dns;

namespace Perch.Tests.Unit.Speaker.Probes;

public sealed class DnsQuestionTests
{
    private const string Ns1 = "036e7331c00c";

    private const string Soa =
        Ns1 + "0a686f73746d6173746572c00c" + "78c9a541" + "00002a30" + "00000e10" + "00093a80" + "00000e10";

    [Fact]
    public void The_query_is_what_a_name_server_expects()
    {
        var query = new DnsQuery(Convert.FromHexString("076578616d706c6504646e343200"), 6) { Id = 0x1234 };
        Assert.Equal(DnsMessages.SoaQuery, query.Message.ToArray());
    }

    [Theory]
    [InlineData(0x8180, null, true, "NOERROR")]
    [InlineData(0x8182, null, false, "answered SERVFAIL, expected NOERROR")]
    [InlineData(0x818D, null, false, "answered RCODE13, expected NOERROR")]
    [InlineData(0x0100, null, false, "sent the query back instead of an answer")]
    [InlineData(0x8180, "ns1.example.dn42", true, "ns1.example.dn42")]
    [InlineData(0x8180, "NS1.EXAMPLE.dn42.", true, "NS1.EXAMPLE.dn42.")]
    [InlineData(0x8180, "ns2.example.dn42", false, "answered ns1.example.dn42. hostmaster.example.dn42. 2026480961 "
        + "10800 3600 604800 3600, expected ns2.example.dn42")]
    public void An_answer_is_judged_by_its_code_and_its_records(int flags, string? answer, bool passed, string said)
    {
        var question = Question(answer: answer);
        var reply = DnsMessages.Answer(question.Ask().Span, flags, DnsMessages.Record(6, Soa));
        Assert.Equal(new Judgement(passed, said), question.Judge(reply, ended: true));
    }

    [Theory]
    [InlineData("A", 1, "c0000235", "192.0.2.53", true)]
    [InlineData("A", 1, "c0000236", "192.0.2.53", false)]
    [InlineData("AAAA", 28, "fdbcf9dc67ad25470000000000000054", "fdbc:f9dc:67ad:2547:0:0:0:54", true)]
    [InlineData("NS", 2, Ns1, "ns1.example.dn42.", true)]
    [InlineData("CNAME", 5, Ns1, "ns1.example.dn42", true)]
    [InlineData("PTR", 12, Ns1, "ns1.example.dn42", true)]
    [InlineData("MX", 15, "000a" + Ns1, "10 ns1.example.dn42", true)]
    [InlineData("SRV", 33, "0001000200350378797a00", "1 2 53 xyz", true)]
    [InlineData("TXT", 16, "02686905776f726c64", "hiworld", true)]
    [InlineData("TXT", 16, "02686906776f726c64", "hiworld", false)]
    [InlineData("A", 1, "c00002", "192.0.2", false)]
    [InlineData("TYPE65280", 65280, "0a0b", @"\# 2 0A0B", true)]
    public void Every_type_reads_as_an_operator_writes_it(
        string name, int type, string data, string answer, bool passed)
    {
        var question = Question(name, answer);
        var reply = DnsMessages.Answer(question.Ask().Span, 0x8180, DnsMessages.Record((ushort)type, data));
        Assert.Equal(passed, question.Judge(reply, ended: true).Passed);
    }

    [Fact]
    public void A_record_behind_an_alias_is_found()
    {
        var question = Question("A", "192.0.2.53");
        var reply = DnsMessages.Answer(
            question.Ask().Span, 0x8180, DnsMessages.Record(5, Ns1), DnsMessages.Record(1, "c0000235"));
        Assert.True(question.Judge(reply, ended: true).Passed);
    }

    [Fact]
    public void An_answer_with_another_id_is_not_ours()
    {
        var question = Question();
        var reply = DnsMessages.Answer(question.Ask().Span);
        reply[0] ^= 1;
        Assert.Equal(Judgement.Pending, question.Judge(reply, ended: true));
    }

    [Fact]
    public void An_answer_to_another_question_fails()
    {
        var question = Question();
        var reply = DnsMessages.Answer(question.Ask().Span);
        reply[13] = (byte)'f';
        Assert.Equal(Judgement.Fail("answered another question than example.dn42 SOA"), question.Judge(reply, true));
    }

    [Fact]
    public void A_question_that_comes_back_in_other_letters_is_the_same()
    {
        var question = Question();
        var reply = DnsMessages.Answer(question.Ask().Span);
        reply[13] = (byte)'E';
        Assert.True(question.Judge(reply, ended: true).Passed);
    }

    [Fact]
    public void A_truncated_answer_names_the_way_out()
    {
        var question = Question(answer: "ns1.example.dn42");
        var reply = DnsMessages.Answer(question.Ask().Span, 0x8380);
        Assert.Equal(Judgement.Fail("answered truncated: ask over TCP (transport: tcp)"), question.Judge(reply, true));
    }

    [Fact]
    public void Over_tcp_an_answer_is_complete_when_its_length_says_so()
    {
        var question = Question(overTcp: true);
        var message = DnsMessages.Answer(question.Ask().Span[2..]);
        byte[] framed = [0, (byte)message.Length, .. message];
        for (var length = 0; length < framed.Length; length++)
        {
            Assert.Equal(Judgement.Pending, question.Judge(framed.AsSpan(0, length), ended: false));
            Assert.False(question.Judge(framed.AsSpan(0, length), ended: true).Passed);
        }

        Assert.True(question.Judge(framed, ended: false).Passed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_answer_makes_it_throw(bool overTcp)
    {
        var question = Question(answer: "ns1.example.dn42", overTcp: overTcp);
        var good = DnsMessages.Answer(question.Ask().Span[(overTcp ? 2 : 0)..], 0x8180, DnsMessages.Record(6, Soa));
        var framed = overTcp ? [0, (byte)good.Length, .. good] : good;
        var flips = Gen.Select(Gen.Int[0, framed.Length - 1], Gen.Byte).Array[0, 8];
        Gen.Select(flips, Gen.Int[0, framed.Length]).Sample((changes, length) =>
        {
            var reply = framed.ToArray();
            Array.ForEach(changes, change => reply[change.Item1] = change.Item2);
            question.Judge(reply.AsSpan(0, length), ended: true);
        });
        Gen.Byte.Array[0, 300].Sample(reply => { question.Judge(reply, ended: true); });
    }

    [Theory]
    [InlineData("a..b", "A", "NOERROR", "'a..b' is no domain name")]
    [InlineData("a.b", "SOAP", "NOERROR", "'SOAP' is no DNS type")]
    [InlineData("a.b", "A", "FINE", "'FINE' is no response code")]
    public void What_cannot_be_asked_is_refused_when_it_is_built(string name, string type, string rcode, string said)
    {
        var config = new DnsProbeConfig { Port = 53, Name = name, QueryType = type, Rcode = rcode };
        var thrown = Assert.Throws<FormatException>(() => new DnsQuestion(config, false, new Random(1)));
        Assert.Contains(said, thrown.Message, StringComparison.Ordinal);
    }

    private static DnsQuestion Question(string type = "SOA", string? answer = null, bool overTcp = false) => new(
        new DnsProbeConfig { Port = 53, Name = "example.dn42", QueryType = type, Answer = answer },
        overTcp,
        new Random(1));
}
