using Perch.Linux;
using Perch.Model;
using Perch.Speaker.Repeating;

namespace Perch.Tests.Unit.Speaker.Repeating;

public sealed class UnansweredTests
{
    private static readonly IpAddress Server = IpAddress.FromV4(0x0A000035);

    private readonly Unanswered _unanswered = new();

    [Fact]
    public void A_question_waits_until_it_is_answered()
    {
        Ask(1, port: 4000, at: 0);
        Ask(2, port: 4001, at: 1);
        Answer(1, port: 4000);

        var left = Assert.Single(Left(at: 2));
        Assert.Equal(4001, left.Client.ClientPort);
        Assert.Equal(2, left.Payload.Span[1]);
    }

    [Fact]
    public void Many_questions_from_one_port_are_told_apart_by_their_ids()
    {
        for (var id = 1; id <= 3; id++)
        {
            Ask(id, port: 4000, at: id);
        }

        Answer(2, port: 4000);
        Assert.Equal([1, 3], Left(at: 4).Select(question => (int)question.Payload.Span[1]));
    }

    [Fact]
    public void An_answer_with_no_id_of_ours_answers_the_oldest()
    {
        Ask(1, port: 4000, at: 0);
        Ask(2, port: 4000, at: 1);
        Answer(99, port: 4000);
        Assert.Equal(2, Assert.Single(Left(at: 2)).Payload.Span[1]);
    }

    [Fact]
    public void An_answer_to_another_client_answers_nobody_else()
    {
        Ask(1, port: 4000, at: 0);
        Answer(1, port: 4001);
        Assert.Single(Left(at: 1));
    }

    [Fact]
    public void What_was_asked_after_the_socket_had_closed_is_not_lost()
    {
        Ask(1, port: 4000, at: 0);
        Ask(2, port: 4001, at: 2);
        Assert.Single(_unanswered.AskedBy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void A_question_asked_twice_is_two()
    {
        Ask(1, port: 4000, at: 0);
        Ask(1, port: 4000, at: 1);
        Answer(1, port: 4000);
        Assert.Single(Left(at: 2));
    }

    [Fact]
    public void Whoever_has_waited_for_long_is_not_asked_for_any_more()
    {
        Ask(1, port: 4000, at: 0);
        Ask(2, port: 4001, at: 4);
        Assert.Equal(4001, Assert.Single(Left(at: 6)).Client.ClientPort);
        Assert.Equal(1, _unanswered.Count);
    }

    [Fact]
    public void A_server_that_answers_nobody_costs_no_more_than_so_much()
    {
        for (var port = 1; port <= 3 * Unanswered.Most; port++)
        {
            Ask(1, port, at: 0);
        }

        Assert.Equal(Unanswered.Most, _unanswered.Count);
        Assert.Equal(Unanswered.Most, Left(at: 0).Count);
    }

    private void Ask(int id, int port, int at) => _unanswered.Ask(
        new UdpPacket(Client, port, Server, 53, (byte[])[0, (byte)id, 1]), TimeSpan.FromSeconds(at));

    private void Answer(int id, int port) =>
        _unanswered.Answer(new UdpPacket(Server, 53, Client, port, (byte[])[0, (byte)id, 2]));

    private IReadOnlyList<Question> Left(int at) =>
        _unanswered.AskedBy(TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(at));

    private static IpAddress Client => IpAddress.FromV4(0xC0000207);
}
