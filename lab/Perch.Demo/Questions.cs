using Perch.Lab;

namespace Perch.Demo;

/// <summary>A client that asks ten times a second, and a strip on the stage with one mark for each question.</summary>
internal sealed class Questions(Client client, Stage stage)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Questions before something happens.</summary>
    public const int Quiet = 10;

    private readonly Dictionary<string, int> _answers = [];

    public int Lost => _answers.GetValueOrDefault("");

    public string Legend =>
        $"{stage.Green("■")} hosta   {stage.Blue("■")} hostb   {stage.Red("✗")} no answer within a second";

    /// <summary>How many questions a host answered.</summary>
    public int AnsweredBy(string host) => _answers.GetValueOrDefault(host);

    /// <summary>Asks for a while; after the first second something happens.</summary>
    public async Task AskAsync(TimeSpan length, Func<Task> inBetween, CancellationToken cancellationToken)
    {
        stage.Write(Stage.Indent);
        var asked = new Queue<Task<string>>();
        var happening = Task.CompletedTask;
        var count = (int)(length / Pace);
        for (var number = 0; number < count; number++)
        {
            asked.Enqueue(NameServer.AnsweringAsync(client, cancellationToken));
            happening = number == Quiet ? inBetween() : happening;
            await Task.Delay(Pace, cancellationToken);
            while (asked.TryPeek(out var oldest) && oldest.IsCompleted)
            {
                Mark(await asked.Dequeue());
            }
        }

        foreach (var late in asked)
        {
            Mark(await late);
        }

        await happening;
        stage.Write("\n");
    }

    private void Mark(string host)
    {
        _answers[host] = _answers.GetValueOrDefault(host) + 1;
        stage.Write(host switch
        {
            "hosta" => stage.Green("■"),
            "hostb" => stage.Blue("■"),
            _ => stage.Red("✗"),
        });
    }
}
