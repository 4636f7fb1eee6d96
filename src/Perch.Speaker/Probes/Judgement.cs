namespace Perch.Speaker.Probes;

/// <summary>What a question makes of what has come so far.</summary>
/// <param name="Passed">Null: nothing can be said yet, more must come.</param>
/// <param name="Answer">What came, in words; what was expected too, when that is something else.</param>
internal readonly record struct Judgement(bool? Passed, string Answer)
{
    public static readonly Judgement Pending = new(null, "");

    public static Judgement Pass(string answer) => new(true, answer);

    public static Judgement Fail(string answer) => new(false, answer);
}
