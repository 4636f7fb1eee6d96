namespace Perch.Speaker.Gate;

/// <summary>What one probe found, put into words only when somebody asks: a quiet service costs nothing.</summary>
/// <param name="Answer">"NOERROR", "refused: nothing listens on udp/53".</param>
/// <param name="Took">From the start of the look to the answer.</param>
/// <param name="At">When the answer was there.</param>
internal readonly record struct ProbeResult(bool Passed, string Answer, TimeSpan Took, TimeSpan At)
{
    public string Detail => Passed ? $"{Answer} in {Spoken.Duration(Took)}" : Answer;
}
