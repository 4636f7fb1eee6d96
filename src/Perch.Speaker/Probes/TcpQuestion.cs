namespace Perch.Speaker.Probes;

/// <summary>Asks nothing: a connection that is accepted is the answer.</summary>
internal sealed class TcpQuestion : Question
{
    public override ReadOnlyMemory<byte> Ask() => ReadOnlyMemory<byte>.Empty;

    public override Judgement Judge(ReadOnlySpan<byte> reply, bool ended) => Judgement.Pass("connected");
}
